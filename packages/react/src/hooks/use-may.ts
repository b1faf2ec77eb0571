import { useCan } from './use-can.ts'

/** Whether to offer an operation: the caller may do it, or may with the right resource or fields, which are not known yet. */
export function useMay(operation: string, params?: Readonly<Record<string, string>>): boolean {
  const { answer } = useCan(operation, params)
  return answer === 'yes' || answer === 'depends'
}
