/** Street, postcode and town as one line of a letter: "Marktplatz 1, 12345 Musterstadt"; what is not known is left out. */
export function addressLine({
  name,
  street,
  postcode,
  city,
}: {
  name?: string | undefined
  street?: string | undefined
  postcode?: string | undefined
  city?: string | undefined
}): string {
  return [name, street, [postcode, city].filter(Boolean).join(' ')].filter(Boolean).join(', ')
}
