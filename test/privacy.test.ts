/** What counts as personal in a visitor's words, by example: how people write addresses and numbers, and what only looks like them. */
import { describe, expect, it } from 'vitest'
import { withoutPersonalData } from '../bot/privacy.ts'

const MAIL = '[E-Mail-Adresse]'
const PHONE = '[Telefonnummer]'
const CARD = '[Kartennummer]'
const ACCOUNT = '[Kontonummer]'

describe('e-mail addresses', () => {
  it.each([
    ['Meine Mail ist anna.b+x@firma-müller.de, danke', `Meine Mail ist ${MAIL}, danke`],
    ['max (at) firma.de', MAIL],
    ['max(at)firma.de bitte', `${MAIL} bitte`],
    ['max [ät] firma punkt de', MAIL],
    ['max [at] firma [dot] de', MAIL],
    ['max{at}firma{punkt}de', MAIL],
    ['max (a) firma.de', MAIL],
    ['max.mustermann (ÄT) firma (Punkt) de', MAIL],
    ['max at firma dot com', MAIL],
    ['max ät firma punkt de', MAIL],
    ['max ät firma.de', MAIL],
    ['Mail: max at firma.de', `Mail: ${MAIL}`],
    ['max.mustermann at firma.de', MAIL],
    ['max @ firma.de', MAIL],
    ['max@ firma.de', MAIL],
    ['max @firma.de', MAIL],
    ['max＠firma．de', MAIL],
    ['MAX@FIRMA.DE', MAIL],
    ['Schreiben Sie max@firma.de.', `Schreiben Sie ${MAIL}.`],
    ['<max@firma.de>', `<${MAIL}>`],
    ['mailto:max@firma.de?subject=Hallo', `mailto:${MAIL}?subject=Hallo`],
    ["o'neill_x@mail.firma.co.uk!", `${MAIL}!`],
    ['"max mustermann"@firma.de', MAIL],
    ['max@firma', MAIL],
    ['jörg@bäckerei-größe.de', MAIL],
    ['a@b.de und c@d.de', `${MAIL} und ${MAIL}`],
    ['max&#64;firma.de', MAIL],
    ['max%40firma.de', MAIL],
    ['max\u00a0@\u00a0firma.de', MAIL],
    ['ma\u00adx@fir\u00adma.de', MAIL],
    ['max[@]firma.de', MAIL],
    ['max (@) firma.de', MAIL],
    ['max -at- firma -dot- de', MAIL],
    ['max_at_firma.de', MAIL],
    ['Reach me: jane at company dot co dot uk', `Reach me: ${MAIL}`],
  ])('are cleaned out of "%s"', (said, kept) => expect(withoutPersonalData(said)).toBe(kept))
})

describe('phone numbers', () => {
  it.each([
    ['Rufen Sie an: 0391 / 62 68-0 oder +49 171 1234567', `Rufen Sie an: ${PHONE} oder ${PHONE}`],
    ['Tel. 5678901', `Tel. ${PHONE}`],
    ['0391 – 567 8901', PHONE],
    ['+49 (0) 391/5678901', PHONE],
    ['+49(0)391 5678901', PHONE],
    ['+49-391-567-8901', PHONE],
    ['+49.391.567.8901', PHONE],
    ['+ 49 391 5678901', PHONE],
    ['＋４９ ３９１ ５６７８９０１', PHONE],
    ['0049 391 5678901', PHONE],
    ['0049(0)3915678901', PHONE],
    ['49 391 5678901', PHONE],
    ['491761234567', PHONE],
    ['(0391) 567 89 01', PHONE],
    ['(0391)5678901', PHONE],
    ['0391/5678901', PHONE],
    ['0391-5678901', PHONE],
    ['0391.567.8901', PHONE],
    ['0391\u00a0567\u00a08901', PHONE],
    ['0391\u2009567\u20098901', PHONE],
    ['0391—5678901', PHONE],
    ['0391 ‑ 567 ‑ 8901', PHONE],
    ['0391_5678901', PHONE],
    ['０３９１ ５６７８９０１', PHONE],
    ['03461 12345', PHONE],
    ['0176 12 34 56 78', PHONE],
    ['0 1 7 6 1 2 3 4 5 6 7', PHONE],
    ['0800 1234567', PHONE],
    ['0391 5678901 / 0176 1234567', `${PHONE} / ${PHONE}`],
    ['06110 Halle, 0345 123456', `06110 Halle, ${PHONE}`],
    ['06110 0391 5678901', `06110 ${PHONE}`],
    ['0391 5678901 39104 Magdeburg', `${PHONE} 39104 Magdeburg`],
    ['Telefon: 56 78 90', `Telefon: ${PHONE}`],
    ['Telefonnummer ist 5678901', `Telefonnummer ist ${PHONE}`],
    ['Meine Handynummer lautet 176 12345678', `Meine Handynummer lautet ${PHONE}`],
    ['Handy 1761234567', `Handy ${PHONE}`],
    ['Fax: 567-8902', `Fax: ${PHONE}`],
    ['mobil 17612345678', `mobil ${PHONE}`],
    ['Sie erreichen mich unter 5678901', `Sie erreichen mich unter ${PHONE}`],
    ['Ruf mich an unter der Nummer 567 89 01', `Ruf mich an unter der Nummer ${PHONE}`],
    ['Rückruf bitte: 5678901', `Rückruf bitte: ${PHONE}`],
    ['Call me at 5678901', `Call me at ${PHONE}`],
    ['WhatsApp 1761234567', `WhatsApp ${PHONE}`],
    ['Durchwahl 56789', `Durchwahl ${PHONE}`],
    ['Meine Nummer ist 5678901', `Meine Nummer ist ${PHONE}`],
    ['Sie können mich unter 5678901 anrufen', `Sie können mich unter ${PHONE} anrufen`],
    ['Telefon (privat): 5678901', `Telefon (privat): ${PHONE}`],
    ['Tel.-Nr. 5678901', `Tel.-Nr. ${PHONE}`],
    ['Telefon: (+49) 391 5678901', `Telefon: ${PHONE}`],
    ['0391 5678901\n06110 Halle', `${PHONE}\n06110 Halle`],
    ['+43 1 234567', PHONE],
    ['+41 44 123 45 67', PHONE],
    ['+1 202 555 0143', PHONE],
    ['+48 22 123 45 67', PHONE],
    ['Termin am 01.02.2027, Tel. 0391 5678901', `Termin am 01.02.2027, Tel. ${PHONE}`],
  ])('are cleaned out of "%s"', (said, kept) => expect(withoutPersonalData(said)).toBe(kept))
})

describe('accounts and cards', () => {
  it.each([
    ['DE89 3704 0044 0532 0130 00 ist mein Konto', '[IBAN] ist mein Konto'],
    ['IBAN DE89370400440532013000', 'IBAN [IBAN]'],
    ['de89 3704 0044 0532 0130 00', '[IBAN]'],
    ['De89370400440532013000', '[IBAN]'],
    ['DE89.3704.0044.0532.0130.00', '[IBAN]'],
    ['DE89-3704-0044-0532-0130-00', '[IBAN]'],
    ['DE 89 37040044 0532013000', '[IBAN]'],
    ['D E 8 9 3 7 0 4 0 0 4 4 0 5 3 2 0 1 3 0 0 0', '[IBAN]'],
    ['ＤＥ８９ ３７０４ ００４４ ０５３２ ０１３０ ００', '[IBAN]'],
    ['DE89\u00a03704\u00a00044\u00a00532\u00a00130\u00a000', '[IBAN]'],
    ['DE12 3456 7890 1234 5678 90 (mit Tippfehler)', '[IBAN] (mit Tippfehler)'],
    ['IBAN:DE89370400440532013000.', 'IBAN:[IBAN].'],
    ['AT61 1904 3002 3457 3201', '[IBAN]'],
    ['CH93 0076 2011 6238 5295 7', '[IBAN]'],
    ['gb29 nwbk 6016 1331 9268 19', '[IBAN]'],
    ['NL91ABNA0417164300', '[IBAN]'],
    ['FR14 2004 1010 0505 0001 3M02 606', '[IBAN]'],
    ['PL61 1090 1014 0000 0712 1981 2874', '[IBAN]'],
    ['MT84 MALT 0110 0001 2345 MTLC AST0 01S', '[IBAN]'],
    ['IT60 X054 2811 1010 0000 0123 456', '[IBAN]'],
    ['Kontonummer 532013000', `Kontonummer ${ACCOUNT}`],
    ['Konto-Nr. 0532 0130 00', `Konto-Nr. ${ACCOUNT}`],
    ['IBAN 3704 0044 0532 0130 00', `IBAN ${ACCOUNT}`],
    ['4111 1111 1111 1111', CARD],
    ['4111111111111111', CARD],
    ['4111-1111-1111-1111', CARD],
    ['4111.1111.1111.1111', CARD],
    ['４１１１ １１１１ １１１１ １１１１', CARD],
    ['5500 0000 0000 0004', CARD],
    ['2223 0000 4841 0010', CARD],
    ['3782 822463 10005', CARD],
    ['6011 1111 1111 1117 gültig bis 05/29', `${CARD} gültig bis 05/29`],
    ['Kreditkarte 4111 1111 1111 1112', `Kreditkarte ${CARD}`],
    ['Bundeskasse DE38 8600 0000 0086 0010 40', 'Bundeskasse [IBAN]'],
  ])('are cleaned out of "%s"', (said, kept) => expect(withoutPersonalData(said)).toBe(kept))
})

describe('what only looks personal', () => {
  it.each([
    'PLZ 06110, seit 2019, 70.000 Euro, 3-2-1-Regel, § 82 SGB III',
    'DIN SPEC 27076 und KfW 511/512',
    '01.01.2028 um 14:30',
    'Umsatz 800.000 bis 1.500.000 €',
    '06110',
    '06110 Halle (Saale)',
    '06110/06112',
    '06108-06132',
    '06110 06112 06114',
    'PLZ 06110 39104',
    '39104 Magdeburg und 06844 Dessau-Roßlau',
    '2026',
    '2019-2021',
    'von 1990 bis 2026',
    '01.12. – 15.12.2026',
    '01.01.2028 - 31.03.2028',
    '01.01.2028–31.03.2028',
    '03.12.2026, 10.00 - 12.00 Uhr',
    '2026-11-26',
    '01-12-2026',
    '01/12/2026',
    '01/2026-12/2026',
    'gültig 05/29',
    'Zeitraum 01.2026-03.2026',
    'um 09.00, 10.30 und 14.00 Uhr',
    '9-12/13-16 Uhr',
    'ABl. L 119 vom 04.05.2016 S. 1',
    'Postfach 10 03 51, 06110 Halle',
    'GTIN 04006381333931',
    '800.000 €',
    '0,50 €',
    '1.234.567,89 EUR',
    '+1.500.000 gegenüber dem Vorjahr',
    '+25.000.000 Euro',
    '12500000 Euro Umsatz',
    '§ 14 UStG',
    '§§ 14, 14a UStG und § 147 AO',
    'Art. 6 Abs. 1 lit. b DSGVO',
    'Richtlinie 2014/55/EU',
    'EN 16931-1:2017',
    'KfW 380',
    'ISO 27001:2022 und DIN EN 62443-4-2',
    '08:00-16:30',
    '08.00 - 16.30 Uhr',
    '09.00–12.00',
    'Mo-Fr 08.00-12.00 / 13.00-16.00 Uhr',
    '08 - 12 Uhr und 13 - 17 Uhr',
    'Telefonzeiten 08.00 - 16.30 Uhr',
    'Version 1.2.3 und v24.0.0-rc.1',
    'Node 24.21.0',
    '192.168.178.20',
    '0.123456789',
    'Bestellnummer 4711081512',
    'Bestellnummer 0123456789',
    'Bestellung 4111 1111 1111 1112',
    'Auftrag 1234567890123456',
    'RE-01234567',
    'Rechnung 2026-0001234',
    'Rechnungs-Nr. 0012345678',
    'Kundennummer 0012345',
    'Aktenzeichen 07-2026-0001',
    'Az. 0815/4711-007',
    'Steuernummer 03/123/45678',
    'USt-IdNr. DE123456789',
    'HRB 012345',
    'Leitweg-ID 04011000-1234512345-06',
    'ISBN 0-306-40615-2',
    'Betriebsnummer 01234567',
    'AGS 15002000',
    'Telefon 115',
    'Tel. 110 und 112',
    'Telefonkosten von 50000 Euro',
    'Wir erreichen 50000 Menschen',
    '100000 Nutzer mobil',
    'Handy 10000 Stück',
    'de 20 Mitarbeiter',
    'es 20 Leute und 30 Gäste',
    'in 24 Stunden',
    'AT 12 Uhr, DE 13 Uhr',
    '@ihk_halle',
    'Look at ihk.de please',
    '3 Äpfel @ 2 €',
    'Was kostet das? 50 %, 0,5 % oder 100 %',
    'Stufe 1 - 2 - 3',
    '(siehe Punkt 3.1.4)',
    'Programm 261/262, Zuschuss 461',
    'Firma mit 0 - 9 Mitarbeitern',
    '51.4825041, 11.9697',
    '1-800 Mitarbeiter',
    '00:30-01:15',
    '10 000 000 Euro',
    'max. 250 Beschäftigte, 50 Mio. €',
    '2 x 30.000 + 1 x 15.000 Euro',
    'Halle 7, Stand 0815',
  ])('survives: "%s"', (said) => expect(withoutPersonalData(said)).toBe(said))
})

it('says it in English to English visitors', () => {
  expect(
    withoutPersonalData('max@firma.de, 0391 5678901, DE89370400440532013000, 4111 1111 1111 1111, account number 532013000', 'en'),
  ).toBe('[e-mail address], [phone number], [IBAN], [card number], account number [account number]')
})

it('finds nothing in what it has cleaned', () => {
  const once = withoutPersonalData('max@firma.de 0391 5678901 DE89370400440532013000 4111 1111 1111 1111 Tel. 5678901')
  expect(withoutPersonalData(once)).toBe(once)
})

describe('the time it takes', () => {
  const SHAPES: [name: string, shape: (length: number) => string][] = [
    ['letters', (n) => 'a'.repeat(n)],
    ['digits', (n) => '1'.repeat(n)],
    ['zeros', (n) => '0'.repeat(n)],
    ['digits and blanks', (n) => '0 '.repeat(n / 2)],
    ['numbers of six digits', (n) => '012345 '.repeat(n / 7)],
    ['@', (n) => '@'.repeat(n)],
    ['a@', (n) => 'a@'.repeat(n / 2)],
    ['"@', (n) => '"@'.repeat(n / 2)],
    ['a at a', (n) => 'a at '.repeat(n / 5)],
    ['a.a', (n) => 'a.'.repeat(n / 2)],
    ['@a.', (n) => `x@${'a.'.repeat(n / 2)}`],
    ['blanks', (n) => ' '.repeat(n)],
    ['points', (n) => '.'.repeat(n)],
    ['brackets', (n) => '('.repeat(n)],
    ['(at', (n) => '(at'.repeat(n / 3)],
    ['pluses', (n) => '+'.repeat(n)],
    ['+0', (n) => '+0'.repeat(n / 2)],
    ['de12', (n) => 'de12 '.repeat(n / 5)],
    ['letters and digits', (n) => 'd1e2'.repeat(n / 4)],
    ['4111', (n) => '4111 '.repeat(n / 5)],
    ['days', (n) => '01.01.'.repeat(n / 6)],
    ['hours', (n) => '08.00-'.repeat(n / 6)],
    ['tel', (n) => 'tel '.repeat(n / 4)],
    ['tel 12345', (n) => 'tel 12345 '.repeat(n / 10)],
    ['konto', (n) => `konto${' '.repeat(n)}`],
    ['not-breaking', (n) => '\u00a0\u00ad'.repeat(n / 2)],
  ]
  /** In milliseconds of this process's own, so that others on the machine do not count. */
  const fastest = (text: string): number => {
    let best = Number.POSITIVE_INFINITY
    for (let i = 0; i < 7; i++) {
      const from = process.cpuUsage()
      withoutPersonalData(text)
      const { user, system } = process.cpuUsage(from)
      best = Math.min(best, (user + system) / 1000)
    }
    return best
  }

  it.each(SHAPES)('grows with the text and no faster: %s', (_, shape) => {
    fastest(shape(4_000))
    const short = fastest(shape(16_000))
    const long = fastest(shape(128_000))
    // Eight times the text: a square would need sixty-four times the time. Beneath a few milliseconds the clock says little.
    expect(long).toBeLessThan(Math.max(short, 3) * 24)
  })
})
