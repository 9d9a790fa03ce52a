/**
 * What was worked out from the last few texts, because one turn asks for the same again and again. It is no memory of what visitors say: a few
 * turns later all of it is gone.
 */
export function lately<To>(most: number, work: (text: string) => To): (text: string) => To {
  const made = new Map<string, To>()
  return (text) => {
    const known = made.get(text)
    if (known !== undefined) return known
    const value = work(text)
    // The oldest goes.
    if (made.size >= most) for (const oldest of made.keys()) if (made.delete(oldest)) break
    made.set(text, value)
    return value
  }
}
