// @ts-check
import { readableOn } from './colour.js'

/**
 * How Web Chat looks: our colours (from chat.css, so light and dark are said once), letters of 16 px, bubbles as wide as the screen
 * allows, and no suggestions, which chips.js shows.
 */

/** Light letters on dark tire: more contrast than the least that is allowed. */
const COMFORTABLE = 7
const DARK = window.matchMedia('(prefers-color-scheme: dark)')

/** Here a picture beside each answer would cost a word in every line. */
const NARROW = window.matchMedia('(max-width: 520px)')

/** Puts a site's colour over ours. Links keep it where it can be read and get a lighter one on a dark ground. @param {string} colour */
export function paint(colour) {
  const root = document.documentElement
  root.style.setProperty('--brand', colour)
  const lightLink = () => root.style.setProperty('--link', DARK.matches ? readableOn(colour, '#1b272b', COMFORTABLE) : colour)
  DARK.addEventListener('change', lightLink)
  lightLink()
}

/** @param {() => void} again called when light turns dark or back, and when the window becomes narrow or wide */
export function onLookChange(again) {
  for (const query of [DARK, NARROW]) query.addEventListener('change', again)
}

/** @returns {(name: string) => string} a colour of chat.css as it is now */
function palette() {
  const style = getComputedStyle(document.documentElement)
  return (name) => style.getPropertyValue(`--${name}`).trim()
}

/** The options for Web Chat; where there is room, the service is drawn by the first letter of its name. @param {string} title */
export function styleOptions(title) {
  const of = palette()
  const [brand, onBrand, page, surface, text] = ['brand', 'on-brand', 'page', 'surface', 'text'].map(of)
  const [subtle, line, hover, link] = ['subtle', 'line', 'hover', 'link'].map(of)
  // A look that the area has chosen says its own.
  const corner = Number.parseInt(of('radius'), 10) || 14
  return {
    accent: link,
    subtle,
    backgroundColor: page,
    primaryFont: of('font'),
    fontSizeSmall: '14px',
    rootHeight: '100%',
    rootWidth: '100%',
    // No faces out of `:)`; the connection is told by our own notice.
    emojiSet: {},
    hideToaster: true,
    hideUploadButton: true,
    markdownRenderHTML: false,

    avatarSize: 34,
    botAvatarInitials: NARROW.matches ? undefined : title.charAt(0).toUpperCase(),
    botAvatarBackgroundColor: brand,

    bubbleMaxWidth: 620,
    bubbleMinWidth: 60,
    bubbleBackground: surface,
    bubbleBorderColor: line,
    bubbleBorderRadius: corner,
    bubbleTextColor: text,
    bubbleFromUserBackground: brand,
    bubbleFromUserBorderColor: brand,
    bubbleFromUserBorderRadius: corner,
    bubbleFromUserTextColor: onBrand,
    cardEmphasisBackgroundColor: hover,
    cardPushButtonBackgroundColor: brand,
    cardPushButtonTextColor: onBrand,
    timestampColor: subtle,
    notificationText: text,

    // An answer stays at its beginning. Where more follows, the sheet lays the button below the talk, not over its text.
    autoScrollSnapOnPage: true,
    autoScrollSnapOnPageOffset: -60,
    scrollToEndButtonBehavior: 'any',
    scrollToEndButtonFontSize: '14px',

    sendBoxBackground: surface,
    sendBoxTextColor: text,
    sendBoxPlaceholderColor: subtle,
    sendBoxHeight: 48,
    sendBoxTextWrap: true,
    sendBoxBorderTop: `solid 1px ${line}`,
    sendBoxButtonColor: link,
    sendBoxButtonColorOnDisabled: subtle,
    sendBoxButtonShadeColorOnHover: hover,
    sendBoxButtonShadeColorOnActive: hover,
    sendBoxButtonShadeColorOnDisabled: surface,
    sendBoxButtonShadeBorderRadius: 10,
    sendBoxButtonKeyboardFocusIndicatorBorderColor: link,
    sendBoxButtonKeyboardFocusIndicatorBorderRadius: 10,
    sendBoxButtonKeyboardFocusIndicatorBorderWidth: 2,

    transcriptVisualKeyboardIndicatorColor: link,
    transcriptActivityVisualKeyboardIndicatorColor: link,
    transcriptTerminatorBackgroundColor: subtle,
    transcriptTerminatorColor: page,
    transcriptOverlayButtonBackground: brand,
    transcriptOverlayButtonBackgroundOnHover: brand,
    transcriptOverlayButtonBackgroundOnFocus: brand,
    transcriptOverlayButtonColor: onBrand,
  }
}

/** Adaptive Cards: letters as large as in a message, colours that follow light and dark. */
export function cardLook() {
  const of = palette()
  const [text, subtle, link, hover] = ['text', 'subtle', 'link', 'hover'].map(of)
  const plain = { default: text, subtle }
  const foregroundColors = {
    default: plain,
    dark: plain,
    light: plain,
    accent: { default: link, subtle: link },
    good: { default: of('good'), subtle: of('good') },
    warning: { default: of('warn-text'), subtle: of('warn-text') },
    attention: { default: of('bad'), subtle: of('bad') },
  }
  return {
    fontFamily: of('font'),
    fontSizes: { small: 14, default: 16, medium: 18, large: 20, extraLarge: 24 },
    lineHeights: { small: 20, default: 24, medium: 26, large: 28, extraLarge: 32 },
    spacing: { small: 6, default: 10, medium: 16, large: 20, extraLarge: 28, padding: 16 },
    supportsInteractivity: true,
    containerStyles: {
      default: { foregroundColors },
      emphasis: { backgroundColor: hover, foregroundColors },
      accent: { backgroundColor: hover, foregroundColors },
      good: { backgroundColor: hover, foregroundColors },
      warning: { backgroundColor: of('warn-ground'), foregroundColors },
      attention: { backgroundColor: hover, foregroundColors },
    },
    actions: {
      actionAlignment: 'stretch',
      actionsOrientation: 'vertical',
      buttonSpacing: 8,
      maxActions: 20,
      showCard: { actionMode: 'inline', inlineTopMargin: 8 },
      spacing: 'default',
    },
    factSet: {
      title: { color: 'default', size: 'default', isSubtle: true, weight: 'default', wrap: true, maxWidth: 140 },
      value: { color: 'default', size: 'default', isSubtle: false, weight: 'default', wrap: true },
      spacing: 12,
    },
    textBlock: { headingLevel: 2 },
  }
}
