/** The EHR's sign and name. */
export function Brand() {
  return (
    <span className="brand">
      <svg viewBox="0 0 32 32" aria-hidden>
        <rect width="32" height="32" rx="9" />
        <path d="M5.5 17.2h5l2.6-7.4 4.6 13 3.3-8.6 1.4 3h4.1" />
      </svg>
      Larkspur Health
    </span>
  )
}
