// Helpers that stand on @testing-library/react, apart from those that need nothing.
export { renderWithProvider, type RenderedWithProvider } from './render-with-provider.tsx'
