/**
 * Everyday English of the field in German, for questions asked in English where no English entry answers. What is special to
 * a chamber belongs in `vocabulary.md`.
 */
import { phrasesFrom } from './phrases.ts'

const PAIRS = `
accept annehmen; accounting buchhaltung; address adresse; ads werbung; advertising werbung; advice beratung; adviser beratung; advisor beratung; afford kosten
allowed erlaubt dürfen; answer antwort; app app; application antrag; apply antrag beantragen; appointment termin; appointments termine; archive aufbewahrung; ask fragen
assistance hilfe; association verein; associations vereine; attack angriff; automate automatisieren; automation automatisierung; backup datensicherung; bank bank
begin anfangen; bill rechnung; bills rechnungen; book buchen; booking terminbuchung; build bauen; business betrieb unternehmen; businesses betriebe; buy kaufen
calendar kalender; card karte; cards karten; cash bar kasse; chamber kammer; chambers kammern; cheap günstig; check prüfen; choose auswählen; cloud cloud
club verein; colleague kollegen; company unternehmen betrieb; companies unternehmen; compare vergleichen; competition wettbewerb; complain beschwerde
computer rechner; consultant berater; consultation beratung sprechtag; contact kontakt ansprechperson; contract vertrag; cookie cookie; cost kosten; costs kosten
course kurs weiterbildung; courses kurse weiterbildung; craft handwerk; craftsman handwerk; credit kredit; customer kunden; customers kunden; cyber cyber
data daten; date termin datum; deadline frist; delete löschen; deliver liefern; digital digital; document dokument; documents dokumente; e-mail mail; email mail
employee mitarbeiter beschäftigte; employees mitarbeiter beschäftigte; energy energie; event veranstaltung; events veranstaltungen; example beispiel; examples beispiele
expensive teuer; expire ablaufen; factory fabrik produktion; fake gefälscht; file datei; files dateien; financing finanzierung; find finden; fine bußgeld; firewall firewall
first erste; form formular; forms formulare; founder gründung; free kostenlos; fund förderung; funding förderung zuschuss; grant zuschuss förderung; grants zuschüsse förderung
guide anleitung; hacked gehackt; hacker angriff; help hilfe helfen; hire einstellen; home homeoffice; hotel hotel; hours zeiten; idea idee; improve verbessern
insurance versicherung; intelligence intelligenz; internet internet; introduce einführen; invoice rechnung; invoices rechnungen; knowledge wissen; law gesetz; laws gesetze
learn lernen; learning lernen weiterbildung; legal recht; lend kredit; loan kredit darlehen; loans kredite darlehen; machine maschine; machines maschinen; manage verwalten
manager leitung; mandatory pflicht; market markt; marketing marketing; meeting besprechung; member mitglied; membership mitgliedschaft; mobile mobil; money geld förderung
network netzwerk; newsletter newsletter; number nummer; obligation pflicht; obliged verpflichtet; office büro; offer angebot; online online; open offen; order bestellung
orders bestellungen; paper papier; paperless papierlos; partner partner; password passwort; passwords passwörter; pay bezahlen; payment zahlung bezahlen; payments zahlungen bezahlen
permission erlaubnis; person person; phone telefon; plan fahrplan; portal portal; price preis; print drucken; printer drucker; privacy datenschutz; process abläufe; processes abläufe
product produkt; production produktion; programme programm; project projekt; protect schützen; protection schutz; provider anbieter; ransomware erpressung verschlüsselt
record erfassen; records aufbewahrung; register anmelden; regulation vorschrift; remote homeoffice; repair reparatur; report melden; required pflicht; restaurant restaurant
retail handel; return rückgabe; review bewertung; reviews bewertungen; risk risiko; rules regeln; safe sicher; save speichern; scan scannen; scam betrug; search suche
security sicherheit; sell verkaufen; selling verkaufen; self-employed selbstständig; sensor sensor; server server; service dienst; shop laden shop; sick krank; sign unterschreiben
signature unterschrift; skills kenntnisse; small klein; software software; spam spam; staff mitarbeiter team; start anfangen; started anfangen; starting anfangen; startup gründung
steps schritte; stock lager; storage speicher; store laden; strategy strategie; subsidy zuschuss; subsidies zuschüsse förderung; supplier lieferant; support unterstützung hilfe
survey umfrage; tax steuer; taxes steuern; team team; technology technik; telephone telefon; time zeit; tool werkzeug; tools werkzeuge; tracking erfassung; trade handel; train schulen
training weiterbildung schulung; transfer überweisung; update aktualisierung; upload hochladen; video video; virus virus; visit besuchen; wage lohn; warehouse lager
website website; wifi wlan; work arbeit; worker beschäftigte; workers beschäftigte; working arbeit; workshop workshop werkstatt; write schreiben
`

/** English words, folded → German words. */
export const ENGLISH_WORDS = phrasesFrom(
  PAIRS.split(/[;\n]/)
    .map((pair) => pair.trim())
    .filter((pair) => pair !== '')
    .map((pair) => {
      const [english, ...german] = pair.split(' ')
      return [english!, german] as const
    }),
)
