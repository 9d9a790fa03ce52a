/**
 * Everyday German words that mean nearly the same in a question, whatever it is about. A chamber's own words belong in
 * `vocabulary.md`; these are the words everybody uses. Each line is one sense; a word may stand in several.
 * Kept narrow on purpose: a loose thesaurus was measured to be worth nothing.
 */

import { stem } from './stem.ts'
import { tokens } from './tokens.ts'

const SENSES = `
kosten preis preise gebühr gebühren teuer entgelt tarif bezahlen zahlen kostet
kostenlos gratis umsonst kostenfrei gebührenfrei unentgeltlich
billig günstig preiswert billiger günstiger
geld betrag summe guthaben
bezahlen zahlen begleichen überweisen bezahlung zahlung
überweisung überweisen transfer transaktion
konto girokonto bankkonto
abbuchung abgebucht abbuchen lastschrift einzug eingezogen belastet
rückerstattung erstattung erstatten zurückzahlen rückzahlung zurückbekommen geld zurück
rechnung abrechnung beleg quittung
bargeld geldautomat automat abheben abhebung auszahlung auszahlen
karte kreditkarte bankkarte girocard
aufladen einzahlen einzahlung gutschrift guthaben
wechselkurs umrechnungskurs kurs umtausch währung
kredit darlehen finanzierung
zuschuss förderung fördermittel beihilfe unterstützung bezuschusst gefördert
verlieren verloren verschwunden weg abhandengekommen verlegt vermisse
stehlen gestohlen geklaut diebstahl entwendet
finden suchen auffinden entdecken finde suche
kaputt defekt beschädigt zerstört schaden
funktionieren klappen gehen läuft funktioniert klappt geht
fehler problem störung panne ausfall
fehlgeschlagen abgelehnt abgewiesen gescheitert fehlschlagen ablehnen zurückgewiesen
sperren blockieren gesperrt blockiert sperrung
entsperren freischalten freigeben aktivieren freischaltung aktivierung einschalten
vergessen entfallen
passwort kennwort zugangsdaten losung
pin geheimzahl code zugangscode
einloggen anmelden login anmeldung einwählen zugang
abmelden ausloggen
anmelden registrieren registrierung anmeldung einschreiben
bestätigen bestätigung verifizieren verifizierung nachweisen überprüfen
identität ausweis ausweisen identifizieren
ändern wechseln aktualisieren anpassen ändere änderung neue umstellen bearbeiten tauschen
löschen entfernen beseitigen löschung
kündigen beenden aufhören kündigung auflösen schließen loswerden
stornieren abbrechen rückgängig widerrufen storno stornierung absagen
zurückgeben zurücksenden rückgabe retoure rücksendung
bestellen kaufen anfordern bestellung kauf anschaffen erwerben besorgen holen
beantragen antrag anfordern antragstellung
bekommen erhalten kriegen empfangen bekomme erhalte kriege
schicken senden versenden zusenden verschicken versand
lieferung zustellung ankommen eintreffen geliefert zugestellt
dauern dauer lange zeit wartezeit
frist termin stichtag spätestens
schnell rasch zügig sofort eilig dringend umgehend
warten ausstehend wartend hängt
beginnen anfangen starten start beginn losgehen anfang
enden aufhören ende schluss ablaufen auslaufen abgelaufen
limit grenze höchstens maximal obergrenze höchstbetrag begrenzung beschränkung
mindestens minimum wenigstens mindestbetrag
voraussetzung bedingung anforderung erforderlich notwendig nötig brauchen benötigen
pflicht verpflichtet müssen vorgeschrieben verpflichtend vorschrift
erlaubt dürfen zulässig gestattet erlaubnis genehmigung
verboten untersagt unzulässig verbot
möglich möglichkeit können option
unterlagen dokumente papiere formulare nachweise
formular antrag vordruck vorlage muster
hilfe helfen unterstützen unterstützung beistand
ansprechpartner zuständig kontakt kontaktperson ansprechperson
anrufen telefonieren telefonnummer anruf rufnummer hotline telefon
handy smartphone mobiltelefon telefon
computer rechner pc laptop notebook
internet netz online web
webseite website homepage internetseite seite
mail email e-mail nachricht
brief post schreiben
adresse anschrift wohnort
umzug umziehen umgezogen wohnungswechsel
wohnung haus zuhause heim
auto wagen fahrzeug pkw kfz
fahrrad rad bike
zug bahn
arzt doktor ärztin praxis mediziner
krank krankheit erkrankt erkrankung
krankenhaus klinik spital
medikament medizin arznei tablette mittel
impfung impfen geimpft impfstoff
ansteckung anstecken infizieren infektion übertragen übertragung infiziert
symptom anzeichen beschwerden
kind kinder sohn tochter nachwuchs baby
eltern mutter vater
frau ehefrau partnerin
mann ehemann partner
heirat hochzeit heiraten ehe eheschließung
tod gestorben verstorben todesfall sterben tot umgekommen
geburt geboren
mitarbeiter angestellte beschäftigte personal kollegen team belegschaft arbeitnehmer
chef vorgesetzter leitung geschäftsführung inhaber arbeitgeber
firma unternehmen betrieb geschäft
arbeit job beruf stelle beschäftigung tätigkeit
arbeitslos erwerbslos jobsuchend
lohn gehalt verdienst einkommen
urlaub ferien
schule unterricht lernen
kurs seminar schulung fortbildung weiterbildung lehrgang workshop training
student studierende studium studieren uni universität hochschule
prüfung test examen klausur
kunde kundschaft käufer
laden geschäft shop filiale markt
verkaufen vertrieb verkauf absetzen veräußern
werbung marketing werben bewerben reklame
veranstaltung event termin treffen
treffen begegnen zusammenkommen
öffnungszeiten geöffnet offen öffnen geschlossen
ort platz stelle standort wo
ausland fremd international auslandseinsatz reise reisen
urlaub reise verreisen
land staat
stadt ort gemeinde kommune
amt behörde verwaltung
gesetz recht vorschrift regelung verordnung
steuer abgabe finanzamt
versicherung versichert police
schützen schutz sichern absichern sicherheit sicher
gefahr risiko bedrohung gefährlich
betrug betrüger fälschung gefälscht fake unecht
angriff attacke hacker gehackt eindringen überfall
virus schadsoftware trojaner malware
daten informationen angaben
info information auskunft informieren wissen
erklären erläutern zeigen beschreiben erklärung
bedeuten heißen bedeutung
verstehen begreifen
unterschied unterscheiden abweichung
vorteil nutzen pluspunkt bringt lohnt
nachteil minus
beispiel muster vorbild
groß riesig umfangreich
klein winzig gering
viele zahlreiche mehrere
neu aktuell modern
alt früher ehemalig veraltet
wichtig bedeutend wesentlich
richtig korrekt stimmt
falsch fehlerhaft verkehrt unkorrekt
essen speise nahrung lebensmittel
trinken getränk
wohnen leben
sagen mitteilen melden sprechen reden
bauen errichten herstellen erbauen gebaut gründen
machen tun erledigen
entwickeln entwerfen erfinden
nutzen benutzen verwenden einsetzen gebrauchen anwenden
automatisch selbsttätig automatisieren
häufig oft regelmäßig
heute aktuell derzeit
kalender terminplan
wecker alarm wecken
erinnerung erinnern
wetter vorhersage regen temperatur
musik lied song titel
licht lampe beleuchtung
film kino vorstellung
hinzufügen ergänzen aufnehmen einfügen
anzeigen zeigen darstellen ansehen anschauen sehen
ausschalten abschalten deaktivieren ausmachen
abholen mitnehmen holen
mieten leihen ausleihen
vertrag vereinbarung abkommen
besitzen gehören eigentum haben
gewinnen sieg siegen
verändern wandel umwandeln
entstehen bilden
name heißen bezeichnen nennen bezeichnung
leiten führen
anzahl zahl menge viele
teil anteil bestandteil
grund ursache weshalb anlass
folge auswirkung ergebnis wirkung
ziel zweck absicht
teilnehmen mitmachen teilnahme beteiligen
`

let members: Map<string, string[]> | undefined

/** Stems of the words that mean nearly the same as a word with this stem. */
export function sameSense(wordStem: string): readonly string[] {
  members ??= read()
  return members.get(wordStem) ?? []
}

function read(): Map<string, string[]> {
  const found = new Map<string, string[]>()
  for (const line of SENSES.trim().split('\n')) {
    const stems = [...new Set(tokens(line).map(({ word }) => stem(word)))]
    for (const one of stems) found.set(one, [...new Set([...(found.get(one) ?? []), ...stems.filter((other) => other !== one)])])
  }
  return found
}
