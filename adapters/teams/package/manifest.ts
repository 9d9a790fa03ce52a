/**
 * The Teams app's manifest from the settings: the bot, its commands, the message extension and the tab, each named once where it is
 * made. What the settings do not say yet is listed, not guessed.
 */
import { OVERVIEWS } from '../commands.ts'
import { NOTE_COMMAND, SEARCH_PARAMETER, SEARCHES } from '../messaging-extension.ts'
import { resourceOf } from '../tab-token.ts'
import { ACCENT } from './icons.ts'

/** The newest schema that the checking package ships. */
export const MANIFEST_VERSION = '1.30'

export interface ManifestSettings {
  appId: string | undefined
  publicUrl: string
  /** Version of the app package; Teams takes an update only with a higher one. */
  version: string
  developer: string | undefined
  privacyUrl: string | undefined
  termsUrl: string | undefined
}

const NO_APP = '00000000-0000-0000-0000-000000000000'

/** What the package still lacks before it can be uploaded, in German, one line each. */
export function missingIn({ appId, publicUrl, developer, privacyUrl, termsUrl }: ManifestSettings): string[] {
  const missing: string[] = []
  if (appId === undefined) missing.push('MICROSOFT_APP_ID: die Kennung der App-Registrierung (docs/teams.md, Schritt 1)')
  const { protocol, hostname } = new URL(publicUrl)
  if (protocol !== 'https:' || hostname === 'localhost')
    missing.push('PUBLIC_URL: eine öffentliche Adresse mit https, zum Beispiel https://wegweiser.example.de')
  if (developer === undefined) missing.push('TEAMS_DEVELOPER: wer die App herausgibt, zum Beispiel der Name der Kammer')
  if (!privacyUrl?.startsWith('https:')) missing.push('PRIVACY_URL: https-Adresse der Datenschutzhinweise')
  if (termsUrl === undefined) missing.push('TEAMS_TERMS_URL: Adresse der Nutzungsbedingungen')
  return missing
}

export function manifest(settings: ManifestSettings): Record<string, unknown> {
  const { publicUrl, version } = settings
  const appId = settings.appId ?? NO_APP
  const { host } = new URL(publicUrl)
  return {
    $schema: `https://developer.microsoft.com/json-schemas/teams/v${MANIFEST_VERSION}/MicrosoftTeams.schema.json`,
    manifestVersion: MANIFEST_VERSION,
    version,
    id: appId,
    localizationInfo: { defaultLanguageTag: 'de' },
    developer: {
      name: (settings.developer ?? 'Herausgeber fehlt').slice(0, 32),
      websiteUrl: publicUrl,
      privacyUrl: settings.privacyUrl ?? `${publicUrl}/`,
      termsOfUseUrl: settings.termsUrl ?? `${publicUrl}/`,
    },
    name: { short: 'Wegweiser', full: 'Wegweiser für Digitalisierung' },
    description: {
      short: 'Geprüfte Antworten zur Digitalisierung und Anfragen von Betrieben',
      full: 'Der Wegweiser beantwortet Fragen zur Digitalisierung mit geprüften Texten der Redaktion, jede Antwort mit Quelle und Prüfdatum. Anfragen, die Besucherinnen und Besucher der Website an einen Menschen übergeben, erscheinen als Karte im zuständigen Kanal. Beim Schreiben lassen sich Wissen, Förderprogramme und Termine als Karte einfügen, die immer den heutigen Stand zeigt. Der Überblick zeigt, was gefragt wird, was ohne Antwort bleibt und welche Einträge zu prüfen sind. Es ist kein Sprachmodell beteiligt.',
    },
    icons: { color: 'color.png', outline: 'outline.png' },
    accentColor: ACCENT,
    bots: [
      {
        botId: appId,
        scopes: ['personal', 'team'],
        isNotificationOnly: false,
        supportsFiles: false,
        commandLists: [
          { scopes: ['personal'], commands: OVERVIEWS.map(({ title, description }) => ({ title, description })) },
          {
            scopes: ['team'],
            commands: [
              { title: 'Verbinden', description: 'Anfragen in diesem Kanal empfangen: Verbinden und die Kennung aus routing.md' },
              { title: 'Trennen', description: 'Keine Anfragen mehr in diesem Kanal' },
              { title: 'Kanäle', description: 'Welche Kanäle verbunden sind' },
            ],
          },
        ],
      },
    ],
    composeExtensions: [
      {
        botId: appId,
        commands: [
          ...Object.entries(SEARCHES).map(([id, { title, description }]) => ({
            id,
            type: 'query',
            context: ['compose', 'commandBox'],
            title,
            description,
            initialRun: true,
            parameters: [{ name: SEARCH_PARAMETER, title: 'Suchbegriff', description: 'Ein Wort oder eine Frage', inputType: 'text' }],
          })),
          {
            id: NOTE_COMMAND,
            type: 'action',
            context: ['message'],
            title: 'Als Frage vormerken',
            description: 'Auf die Liste der nicht beantworteten Fragen setzen',
            fetchTask: true,
          },
        ],
        messageHandlers: [{ type: 'link', value: { domains: [host], supportsAnonymizedPayloads: false } }],
      },
    ],
    staticTabs: [
      { entityId: 'conversations', scopes: ['personal'] },
      {
        entityId: 'overview',
        name: 'Überblick',
        contentUrl: `${publicUrl}/teams/tab`,
        websiteUrl: `${publicUrl}/teams/tab`,
        scopes: ['personal'],
      },
      { entityId: 'about', scopes: ['personal'] },
    ],
    permissions: ['identity', 'messageTeamMembers'],
    validDomains: [host],
    webApplicationInfo: { id: appId, resource: resourceOf({ id: appId }, publicUrl) },
    defaultInstallScope: 'team',
    defaultGroupCapability: { team: 'bot' },
  }
}
