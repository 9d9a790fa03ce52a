/** Under which keys the Bot Framework keeps what is remembered of a talk and of its visitor. */
const CHANNELS = ['directline', 'msteams']

/** All there can be; some of its keys end with a slash. */
export function stateKeysOf(conversation: string, user?: string | null): string[] {
  const places = CHANNELS.flatMap((channel) => [`${channel}/conversations/${conversation}`, ...(user ? [`${channel}/users/${user}`] : [])])
  return places.flatMap((place) => [`${place}/`, place])
}
