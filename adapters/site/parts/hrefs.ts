/** Addresses that open another program than the browser. */

/** Calendar programs subscribe to `webcal:`, where browsers would only download. */
export function webcal(publicUrl: string): string {
  return publicUrl.replace(/^https?:/, 'webcal:')
}

export function phoneHref(phone: string): string {
  return `tel:${phone.replace(/[^+\d]/g, '')}`
}
