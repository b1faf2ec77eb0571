import type { Preview } from '@storybook/react-vite'
import { configure } from 'storybook/test'
import { assertFits } from '../src/stories/assert-fits.ts'
import { createStoryServer, withWardkit } from '../src/stories/with-wardkit.tsx'
import '../src/styles.css'
import './preview.css'

// What a story waits for comes when it comes: a second is little where other work computes beside it.
configure({ asyncUtilTimeout: 10_000 })

const preview: Preview = {
  tags: ['autodocs'],
  loaders: [createStoryServer],
  decorators: [withWardkit],
  afterEach: assertFits,
  parameters: {
    layout: 'fullscreen',
    // Every story is a test: one fault of accessibility fails it.
    a11y: { test: 'error' },
    controls: { expanded: true },
    options: { storySort: { order: ['Introduction', 'Themes', 'Widgets', 'Parts'] } },
    viewport: {
      options: {
        narrow: { name: 'Phone, 360', styles: { width: '360px', height: '800px' } },
        middle: { name: 'Tablet, 768', styles: { width: '768px', height: '1000px' } },
        wide: { name: 'Desktop, 1280', styles: { width: '1280px', height: '900px' } },
      },
    },
  },
  initialGlobals: { viewport: { value: 'wide' } },
  globalTypes: {
    locale: {
      description: 'Language',
      toolbar: {
        icon: 'globe',
        items: [
          { value: 'en', title: 'English' },
          { value: 'de', title: 'Deutsch' },
          { value: 'ar', title: 'العربية' },
        ],
      },
    },
    scheme: {
      description: 'Colours',
      toolbar: {
        icon: 'mirror',
        items: [
          { value: 'light', title: 'Light' },
          { value: 'dark', title: 'Dark' },
        ],
      },
    },
  },
}

export default preview
