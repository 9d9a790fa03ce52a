/** What a page of the site may load, and from where: nothing from elsewhere, no inline script or style. */

/**
 * The scripts are the chat bubble, which opens the chat in a frame, and the search field's suggestions, which are asked for while somebody
 * types.
 */
export const PAGE_POLICY = [
  "default-src 'none'",
  "style-src 'self'",
  "img-src 'self'",
  "script-src 'self'",
  "frame-src 'self'",
  "form-action 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "frame-ancestors 'self'",
].join('; ')
