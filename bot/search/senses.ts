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
könig monarch
königin monarchin
kaiser imperator
kaiserreich imperium
präsident staatsoberhaupt staatspräsident
ministerpräsident regierungschef premierminister
kanzler bundeskanzler regierungschef
bürgermeister stadtoberhaupt oberbürgermeister
abgeordneter parlamentarier
diktator gewaltherrscher despot tyrann
thronfolger kronprinz
krönung thronbesteigung inthronisation
adel aristokratie
wissenschaftler forscher gelehrter
erfinden erfunden erfand
schriftsteller autor
gemälde ölgemälde ölbild
statue standbild skulptur
komponist tondichter
komponieren vertonen
regisseur filmemacher
architekt baumeister
zahnarzt zahnmediziner dentist
tierarzt veterinär tiermediziner
apotheker pharmazeut
anwalt rechtsanwalt advokat
lehrer lehrkraft pädagoge
landwirtschaft agrarwirtschaft
armee heer streitkräfte truppen militär
schlacht gefecht
friedensvertrag friedensschluss
waffenstillstand waffenruhe feuerpause
besiegen bezwingen
aufstand revolte rebellion
putsch staatsstreich umsturz
ermorden umbringen mord umgebracht
attentat anschlag mordanschlag
hinrichten exekutieren exekution
gefängnis haftanstalt kerker
verhaften festnehmen festnahme inhaftieren festgenommen
fliehen flüchten geflohen
auswandern emigrieren emigration
einwandern zuwandern immigrieren immigration
einwohner bewohner bevölkerung
einwohnerzahl bevölkerungszahl
bevölkerungsdichte einwohnerdichte
volksstamm ethnie volksgruppe
ureinwohner urbevölkerung indigene
vorfahren urahnen
nachkomme nachfahre abkömmling
großmutter oma
großvater opa
mutter mama
vater papa
jugendlicher teenager heranwachsender
rentner pensionär ruheständler
spitzname beiname
künstlername pseudonym
nachname familienname zuname
geburtsort geburtsstadt
geburtstag geburtsdatum
begraben beerdigen bestatten beisetzen beigesetzt
grab grabstätte ruhestätte
todesopfer tote getötete
verwundet verletzt
biografie biographie lebensgeschichte
hauptstadt regierungssitz
nachbarland nachbarstaat anrainerstaat
stadtteil stadtviertel ortsteil stadtbezirk
dorf ortschaft
gebiet region gegend
großstadt metropole
insel eiland
inselgruppe archipel
ozean weltmeer
nebenfluss zufluss
gebirge gebirgszug bergkette
gipfel bergspitze
vulkanausbruch eruption
erdbeben beben erdstoß
überschwemmung hochwasser überflutung
dürre trockenheit
wirbelsturm hurrikan taifun zyklon
regenwald urwald dschungel
kontinent erdteil
weltraum weltall kosmos universum
astronaut raumfahrer kosmonaut
raumschiff raumfahrzeug
umlaufbahn orbit
sternschnuppe meteor
burg festung
kirche gotteshaus
dom kathedrale
kloster abtei
denkmal monument
gebäude bauwerk
wolkenkratzer hochhaus
flughafen airport
straßenbahn tram
stadion arena
liegen gelegen befinden lage
fläche flächeninhalt
hoch höhe
wiegen gewicht gewogen
geschwindigkeit tempo
volumen rauminhalt fassungsvermögen
entfernung abstand distanz
durchschnitt mittelwert
rekord bestleistung bestmarke
zeitraum zeitspanne
jahrzehnt dekade
epoche zeitalter ära
antike altertum
frühling frühjahr
samstag sonnabend
jahrestag jubiläum
regieren herrschen herrschaft regentschaft
volksabstimmung volksentscheid referendum
parlament volksvertretung
bündnis allianz
unabhängigkeit souveränität
staatsform regierungsform
staatsangehörigkeit staatsbürgerschaft nationalität
amtssprache landessprache
dialekt mundart
zurücktreten rücktritt zurückgetreten
beitreten beitritt beigetreten
flagge fahne
verbrechen straftat delikt
strafe bestrafung
demonstration kundgebung
wirtschaft ökonomie
export ausfuhr
import einfuhr
inflation teuerung geldentwertung
bergwerk zeche
kernenergie atomenergie kernkraft atomkraft
atomkraftwerk kernkraftwerk
strom elektrizität
treibstoff kraftstoff sprit
herstellen produzieren produktion produzent
werkstoff material
mischung gemisch
schwerkraft gravitation anziehungskraft
explosion detonation
brand feuer
lebensraum habitat
tierart spezies
ausgestorben aussterben
fressen ernähren gefressen
kriechtier reptil
amphibie lurch
lebenserwartung lebensdauer
karotte möhre mohrrübe
obst frucht
giftig toxisch
herzinfarkt herzanfall myokardinfarkt
schlaganfall hirnschlag
bluthochdruck hypertonie
diabetes zuckerkrankheit
krebs krebserkrankung karzinom
grippe influenza
seuche epidemie pandemie
gehirn hirn
eiweiß protein
behandlung therapie behandeln
erbgut genom dna
theaterstück bühnenstück
uraufführung premiere
sinfonie symphonie
klavier piano
geige violine
zeitschrift magazin
fernsehen tv
rundfunk radio hörfunk
foto fotografie lichtbild
auszeichnung ehrung ausgezeichnet
veröffentlichen publizieren erscheinen erschienen
hauptfigur protagonist
papst pontifex kirchenoberhaupt
pfarrer pastor geistlicher
muslim moslem
brauchtum tradition
fußballspieler fußballer kicker
mannschaft team
trainer coach
torwart torhüter
sportler athlet
wettkampf wettbewerb
weltmeisterschaft wm
olympiade olympia
unentschieden remis
elfmeter strafstoß
schiedsrichter unparteiischer
zuschauer publikum
verursachen auslösen hervorrufen bewirken
zunehmen steigen anstieg zunahme gestiegen
abnehmen sinken abnahme gesunken
verhindern vermeiden vorbeugen
zerstören vernichten verwüsten
unfall unglück
stammen herkunft abstammung
unterzeichnen unterschreiben unterschrift signatur
hubschrauber helikopter
lastwagen lkw
vorstellungsgespräch bewerbungsgespräch jobinterview
stellenanzeige stellenangebot jobangebot stellenausschreibung
personalsuche personalgewinnung recruiting mitarbeitergewinnung
entlassung kündigung rauswurf
arbeitsvertrag anstellungsvertrag dienstvertrag
arbeitszeugnis dienstzeugnis
überstunden mehrarbeit
zeiterfassung arbeitszeiterfassung stundenerfassung stempeluhr
dienstplan schichtplan einsatzplan
homeoffice heimarbeit telearbeit
krankmeldung krankschreibung arbeitsunfähigkeitsbescheinigung
lohnfortzahlung entgeltfortzahlung
lohnabrechnung gehaltsabrechnung entgeltabrechnung
gehaltserhöhung lohnerhöhung
bonus prämie
minijob geringfügig
zeitarbeit leiharbeit arbeitnehmerüberlassung
fachkräfte fachpersonal facharbeiter
fachkräftemangel personalmangel
azubi auszubildende lehrling
selbstständig selbständig
freiberufler freelancer
existenzgründung unternehmensgründung firmengründung
nebenjob nebentätigkeit nebenerwerb zweitjob
gewerbeanmeldung gewerbeschein
kleinbetrieb kleinunternehmen
unternehmensnachfolge betriebsnachfolge betriebsübergabe firmenübergabe
betriebsrat arbeitnehmervertretung personalrat
streik arbeitskampf arbeitsniederlegung
insolvenz pleite bankrott konkurs zahlungsunfähigkeit
umsatz erlös
gewinn profit überschuss
mahnung zahlungserinnerung
rabatt preisnachlass ermäßigung
kostenvoranschlag offerte
ausschreibung auftragsvergabe
lieferant zulieferer
lagerbestand warenbestand
inventur bestandsaufnahme
buchhaltung buchführung rechnungswesen
jahresabschluss bilanz
mehrwertsteuer umsatzsteuer mwst
garantie gewährleistung
reklamation beanstandung
rechtsform gesellschaftsform unternehmensform
geschäftsbedingungen agb
satzung vereinssatzung statuten
verein klub club
spende zuwendung
mitgliedsbeitrag vereinsbeitrag
ehrenamt freiwilligenarbeit
mitgliederversammlung hauptversammlung jahreshauptversammlung generalversammlung
sitzung besprechung meeting
tagesordnung agenda
protokoll niederschrift
ratenzahlung teilzahlung
tilgung abzahlung
eigenkapital eigenmittel
investor kapitalgeber geldgeber
crowdfunding schwarmfinanzierung
rentabel lohnend rentabilität
konkurrenz mitbewerber konkurrent
zusammenarbeit kooperation kooperieren
tagung konferenz kongress
vortrag referat
referent redner dozent
berater consultant
businessplan geschäftsplan
geschäftsidee geschäftsmodell
kundengewinnung akquise neukundengewinnung
umfrage befragung
rückmeldung feedback
bewertung rezension
inserat annonce zeitungsanzeige
flyer flugblatt handzettel
broschüre prospekt
newsletter rundbrief
keyword schlagwort stichwort suchbegriff
suchmaschinenoptimierung seo
follower abonnenten
zielseite landingpage
onlineshop webshop internetshop
warenkorb einkaufswagen
domain internetadresse webadresse url
impressum anbieterkennzeichnung
pressemitteilung presseinformation
slogan werbespruch
logo firmenzeichen
datei file
speicherplatz speicherkapazität
arbeitsspeicher ram
prozessor cpu
bildschirm monitor display
tastatur keyboard
scannen einscannen einlesen
speichern abspeichern
backup datensicherung sicherungskopie
kopieren vervielfältigen duplizieren
herunterladen download heruntergeladen
hochladen upload hochgeladen
installieren einrichten installation
update aktualisierung
software computerprogramm
app applikation
hyperlink verlinkung weblink
lesezeichen bookmark
benutzer user
benutzername nutzername anmeldename username
benutzerkonto account nutzerkonto
administrator admin
berechtigung zugriffsrecht
wlan wifi
mobilfunknetz handynetz
akku batterie
ladegerät netzteil ladekabel
neustart reboot
lautlos stumm stummschalten
benachrichtigung mitteilung
screenshot bildschirmfoto
videokonferenz videoanruf videotelefonie
verschlüsselung chiffrieren kryptografie
datenschutz dsgvo datenschutzgrundverordnung
datenpanne datenleck datenschutzverletzung
einwilligung zustimmung einverständnis
spam junkmail werbemail
virenschutz virenscanner antivirenprogramm
ransomware erpressungstrojaner verschlüsselungstrojaner
sicherheitslücke schwachstelle
cyberangriff hackerangriff cyberattacke
informationssicherheit cybersicherheit itsicherheit
tastenkombination tastenkürzel shortcut
dateianhang anhang attachment
onlinespeicher cloud cloudspeicher
navigationsgerät navi
flugmodus flugzeugmodus
anrufbeantworter mailbox voicemail
weiterleitung rufumleitung anrufweiterleitung
adressbuch telefonbuch
bescheinigung zertifikat
abitur matura reifeprüfung hochschulreife
doktorarbeit dissertation
onlinekurs webinar onlineseminar
anleitung gebrauchsanweisung bedienungsanleitung
leitfaden handbuch ratgeber
experte fachmann fachleute spezialist
kenntnis wissen
fähigkeit kompetenz
arbeitsschutz arbeitssicherheit
arbeitsunfall betriebsunfall
reparieren reparatur instandsetzen
wartung instandhaltung
tischler schreiner
klempner installateur
schornsteinfeger kaminkehrer
elektriker elektroinstallateur
putzfrau reinigungskraft
müll abfall
renovieren sanieren modernisieren
kindergarten kita kindertagesstätte
langsam schleppend
teuer kostspielig
riesig enorm gigantisch
schmal eng
berühmt bekannt prominent namhaft
beliebt populär
selten rar
üblich gewöhnlich normal
einfach unkompliziert simpel
schwierig kompliziert
dauerhaft permanent
vorübergehend befristet zeitweise temporär
manchmal gelegentlich
fast beinahe nahezu
ungefähr circa etwa
gemeinsam zusammen
verschieden unterschiedlich
ähnlich vergleichbar
vollständig komplett
teilweise partiell
obligatorisch verpflichtend zwingend
freiwillig optional
unnötig überflüssig
nützlich hilfreich
empfehlenswert ratsam
geeignet passend
verfügbar lieferbar
gültig geltend
ungültig unwirksam nichtig
geheim vertraulich
elektronisch digital
kabellos drahtlos
barrierefrei behindertengerecht
umweltfreundlich ökologisch nachhaltig
dunkel finster
feucht nass
schmutzig verschmutzt dreckig
durchsichtig transparent
farbig bunt
violett lila
rosa pink
essbar genießbar
hauptsächlich überwiegend vorwiegend
genau exakt präzise
offiziell amtlich
illegal rechtswidrig gesetzwidrig
legal rechtmäßig
zuverlässig verlässlich
klug intelligent schlau
mutig tapfer
weltweit global
örtlich lokal
kommunal städtisch
einheimisch heimisch
momentan derzeit gegenwärtig
kürzlich neulich
demnächst bald
zukünftig künftig
verspätet unpünktlich
rechtzeitig pünktlich
gleichzeitig zeitgleich
anschließend danach
mehrmals mehrfach
nachträglich rückwirkend
durchgehend ununterbrochen
jährlich alljährlich
berufstätig erwerbstätig
ledig unverheiratet
kostenpflichtig gebührenpflichtig
ermäßigt vergünstigt
genügend ausreichend
fahren fahrt gefahren
abfahren abfahrt abgefahren losfahren
zurückfahren rückfahrt heimfahrt rückweg
ankommen ankunft angekommen
fliegen flug geflogen
abfliegen abflug abgeflogen
zurückreisen rückreise heimreise
zurückkehren rückkehr zurückkommen
herkommen herkunft abstammung
zusammenkommen zusammenkunft
abschließen abschluss abgeschlossen
ausschließen ausschluss ausgeschlossen
anschließen anschluss angeschlossen
beschließen beschluss beschlossen
entschließen entschluss entschlossen
wählen wahl gewählt
auswählen auswahl ausgewählt aussuchen
abgeben abgabe abgegeben
angeben angabe angegeben
ausgeben ausgabe ausgegeben
eingeben eingabe eingegeben eintippen
weitergeben weitergabe weitergegeben
freigeben freigabe freigegeben
übergeben übergabe aushändigen überreichen
bekanntgeben bekanntgabe bekanntmachen
annehmen annahme angenommen
aufnehmen aufnahme aufgenommen
zunehmen zunahme zugenommen
einnehmen einnahme eingenommen
übernehmen übernahme übernommen
entnehmen entnahme entnommen
zurücknehmen rücknahme zurückgenommen
wachsen wachstum gewachsen
absprechen absprache abgesprochen
sprechen gespräch gesprochen
versprechen versprochen zusage zugesagt
einziehen einzug eingezogen
ausziehen auszug ausgezogen
beziehen bezug bezogen
abziehen abzug abgezogen
entziehen entzug entzogen
verlieren verlust verloren
eingehen eingang eingegangen
verstehen verständnis verstanden
verbinden verbindung verbunden
finden fund gefunden
stattfinden stattgefunden veranstalten
herausfinden herausgefunden ermitteln
unterschreiben unterschrift unterzeichnen unterschrieben signieren signatur
schreiben geschrieben verfassen
angreifen angriff angegriffen attackieren
zugreifen zugriff zugegriffen
eingreifen eingegriffen einschreiten
ansteigen anstieg angestiegen
einsteigen einstieg eingestiegen
aussteigen ausstieg ausgestiegen
umsteigen umstieg umgestiegen
nachweisen nachweis nachgewiesen belegen
hinweisen hinweis hingewiesen
fliehen flucht geflohen flüchten
anbieten angebot angeboten
betrügen betrug betrogen
verschieben verschoben vertagen
aufschieben aufschub aufgeschoben
riechen geruch gerochen
schmecken geschmack
fühlen gefühl empfinden
kennen kenntnis
denken gedanke gedacht
brennen brand feuer gebrannt
brechen bruch gebrochen
abbrechen abbruch abgebrochen
einbrechen einbruch eingebrochen
ausbrechen ausbruch ausgebrochen
unterbrechen unterbrochen unterbruch
zusammenbrechen zusammenbruch zusammengebrochen
messen gemessen
essen gegessen mahlzeit
austreten austritt ausgetreten
entwerfen entwurf entworfen
vorwerfen vorwurf vorgeworfen
wegwerfen weggeworfen entsorgen
genießen genuss genossen
einhalten eingehalten befolgen beachten
aufhalten aufenthalt aufgehalten
enthalten beinhalten inhalt
ausfallen ausfall ausgefallen
wegfallen wegfall weggefallen entfallen
stürzen sturz gestürzt hinfallen
abstürzen absturz abgestürzt
vorlegen vorgelegt vorzeigen vorweisen
beilegen beigelegt beifügen beigefügt
vorhersage prognose voraussagen
anfragen anfrage angefragt
nachfragen nachgefragt rückfrage
beauftragen auftrag
eintragen eintrag eingetragen
vorschlagen vorschlag vorgeschlagen anregung
einsetzen einsatz eingesetzt
ersetzen ersatz
umsetzen umgesetzt verwirklichen realisieren
fortsetzen fortgesetzt weiterführen weitermachen
aufwenden aufwand aufgewendet
einwenden einwand
einsehen einsicht eingesehen einsichtnahme
herstellen hergestellt produzieren produktion
feststellen festgestellt
wünschen wunsch gewünscht
waschen wäsche gewaschen
umbauen umbau umgebaut
einbauen einbau eingebaut
aufbauen aufbau aufgebaut
abbauen abbau abgebaut
austauschen austausch ausgetauscht
umtauschen umtausch umgetauscht
einkaufen einkauf eingekauft shoppen
zurückrufen rückruf zurückgerufen
zurückmelden rückmeldung feedback
zurückfordern rückforderung zurückverlangen
abstimmen abgestimmt votieren
anhängen anhang angehängt
zusammenhängen zusammenhang
ausgleichen ausgleich ausgeglichen
vergleichen vergleich verglichen gegenüberstellung
entscheiden entschieden
scheiden geschieden ehescheidung
verabschieden abschied
vermeiden vermieden
einladen eingeladen
einreichen eingereicht
ausfüllen ausgefüllt
ausstatten ausgestattet ausrüsten
aufbewahren aufbewahrt verwahren
befestigen anbringen angebracht
herunterladen download heruntergeladen runterladen
ausdrucken ausgedruckt drucken
speichern abspeichern gespeichert
einwandern zuwandern eingewandert immigration
auswandern ausgewandert emigrieren
vorbeugen prävention vorsorge
kalt kälte
heiß hitze
warm wärme
stark stärke
schwach schwäche
ängstlich angst furcht fürchten
sucht abhängigkeit süchtig
traurig trauer
zukunft künftig
müde erschöpft
bescheid verfügung entscheidung
widerspruch einspruch widersprechen anfechten
beschwerde beschweren reklamation reklamieren
mangel mangelhaft sachmangel
gewährleistung garantie
verspätung verspätet verzögerung
überfällig fällig
fristverlängerung aufschub stundung
ratenzahlung teilzahlung abzahlen
schulden verschuldet überschuldung
insolvenz pleite bankrott konkurs
pfändung gepfändet zwangsvollstreckung
inkasso inkassobüro schuldeneintreiber
bonität kreditwürdigkeit schufa
tilgen abbezahlen
zinsen zins verzinsung zinssatz
hypothek baukredit immobilienkredit baufinanzierung
überziehen dispo dispokredit überziehungskredit überzogen
kontoauszug kontoauszüge umsatzübersicht
kontostand saldo
bankverbindung kontonummer iban kontodaten
onlinebanking internetbanking homebanking
sparen ersparnis ansparen gespart
investieren geldanlage investition
altersvorsorge altersversorgung
rente pension ruhestand altersrente
rentner pensionär senior ruheständler
erwerbsminderung berufsunfähigkeit erwerbsunfähigkeit
arbeitsunfähig krankgeschrieben krankschreibung krankmeldung
krankenkasse krankenversicherung
gesundheitskarte versichertenkarte krankenkassenkarte
zuzahlung eigenanteil selbstbehalt selbstbeteiligung
haftpflicht haftpflichtversicherung
schadensersatz entschädigung schadenersatz wiedergutmachung
schadensmeldung schadenmeldung schadensanzeige
versicherungsfall schadensfall schadenfall
versicherungsbeitrag versicherungsprämie
versicherungsschein versicherungspolice
gutachter sachverständiger
anwalt rechtsanwalt jurist anwältin
klage verklagen
berufung revision rechtsmittel
strafe sanktion
bußgeld geldstrafe geldbuße strafzettel knöllchen
strafanzeige anzeige
straftat verbrechen delikt
gefängnis haft haftanstalt justizvollzugsanstalt knast
festnahme festnehmen verhaftung festgenommen
polizei polizist polizeidienststelle polizeiwache
täter straftäter verbrecher krimineller
opfer geschädigte betroffene
notruf notfallnummer notrufnummer
rettungsdienst rettungswagen krankenwagen sanitäter
notaufnahme notfallambulanz
notdienst bereitschaftsdienst
vollmacht bevollmächtigen
einverständnis einverstanden zustimmung einwilligung
ablehnen verweigern abgelehnt
bewilligen gewähren
anspruch anrecht berechtigung zustehen
berechtigt anspruchsberechtigt befugt
zuständig verantwortlich
bearbeitungszeit bearbeitungsdauer
bürgeramt bürgerbüro einwohnermeldeamt meldebehörde
rathaus stadtverwaltung gemeindeverwaltung
bürger einwohner bewohner
jobcenter arbeitsagentur arbeitsamt
bürgergeld grundsicherung hartz
wohngeld mietzuschuss
kindergeld familienbeihilfe
elterngeld erziehungsgeld
elternzeit erziehungsurlaub karenz
unterhalt alimente unterhaltszahlung
sorgerecht elternrecht obsorge
kita kindergarten kindertagesstätte krippe hort
tagesmutter kindertagespflege
betreuung beaufsichtigung
schwangerschaftsabbruch abtreibung
adoption adoptieren
lebenspartnerschaft partnerschaft lebensgemeinschaft
ledig unverheiratet alleinstehend
verwitwet witwe
großeltern oma opa großmutter großvater
geschwister bruder schwester
säugling baby neugeborenes kleinkind
minderjährig unmündig
volljährig erwachsen mündig
familienname nachname zuname
namensänderung umbenennung
geburtsdatum geburtstag
einbürgerung eingebürgert
reisepass pass
personalausweis perso ausweis
führerschein fahrerlaubnis führerausweis
aufenthaltstitel aufenthaltserlaubnis aufenthaltsgenehmigung
visum einreiseerlaubnis
flüchtling geflüchtete asylbewerber asylsuchende
ausländer migrant zugewanderte
abschiebung ausweisung abgeschoben
bescheinigung nachweis attest
urkunde zertifikat
kopie abschrift fotokopie duplikat
foto bild fotografie
erbe nachlass hinterlassenschaft
beerdigung bestattung begräbnis beisetzung
verein klub
steuererklärung einkommensteuererklärung steuerausgleich
steuerid steueridentifikationsnummer
selbstständig selbständig freiberufler freiberuflich
müll abfall abfälle
müllabfuhr abfallentsorgung müllabholung
mülltonne abfalltonne mülleimer abfallbehälter
wertstoffhof recyclinghof
lärm krach ruhestörung
vertragslaufzeit laufzeit mindestlaufzeit
abo abonnement
testphase testzeitraum probeabo probemonat
rabatt ermäßigung vergünstigung preisnachlass
sonderangebot schnäppchen
ausverkauft vergriffen
vorrätig lieferbar verfügbar lagernd
paket päckchen sendung
sendungsnummer paketnummer trackingnummer sendungsverfolgung
paketbote zusteller postbote briefträger kurier
packstation paketstation paketautomat
briefmarke porto frankieren
versandkosten lieferkosten
vorkasse vorauszahlung
kassenbon kassenzettel kaufbeleg
hersteller produzent
händler verkäufer
verbraucher konsument
ware artikel produkt
gebraucht gebrauchtware secondhand
kundendienst kundenservice kundenbetreuung support
aktenzeichen geschäftszeichen vorgangsnummer
bedienungsanleitung gebrauchsanweisung anleitung handbuch
miete mietzins wohnungsmiete
nebenkosten betriebskosten
kaution mietkaution sicherheitsleistung
untermiete untervermieten
räumung zwangsräumung
wohnungslos obdachlos
nachbar anwohner
renovieren sanieren modernisieren instandsetzen
handwerker monteur techniker
zählerstand zählerablesung
möbel mobiliar
aufzug fahrstuhl lift
stellplatz parkplatz parkmöglichkeit
barrierefrei rollstuhlgerecht behindertengerecht
behinderung handicap beeinträchtigung
schwerbehindertenausweis behindertenausweis
pflegegrad pflegestufe
pflegeheim altenheim altersheim seniorenheim
pfleger pflegekraft krankenschwester
hausarzt allgemeinarzt allgemeinmediziner
frauenarzt gynäkologe
psychologe psychotherapeut therapeut
sprechstunde sprechzeiten
rezept verschreibung verordnung
schmerzen weh
kopfschmerzen kopfweh migräne
erkältung schnupfen
erbrechen kotzen
verletzung wunde
operation operieren eingriff op
heilung genesung
diagnose befund
kur reha rehabilitation
schlaganfall hirnschlag apoplex
herzinfarkt herzanfall
krebs tumor
zuckerkrankheit diabetes
depression depressiv niedergeschlagen
mobilfunk handynetz mobilfunknetz
simkarte sim
prepaid guthabenkarte
empfang netzabdeckung
router modem
bandbreite internetgeschwindigkeit
rufnummermitnahme portierung nummernmitnahme
weiterleiten umleiten rufumleitung
mailbox anrufbeantworter
sms kurznachricht textnachricht
fahrkarte ticket fahrschein fahrausweis billett
bahnhof station
bushaltestelle haltestelle
öpnv nahverkehr
fluggesellschaft airline
gepäck koffer reisegepäck
hotel unterkunft herberge
reservieren buchen vorbestellen
umbuchen umgebucht
kennzeichen nummernschild autokennzeichen
fahrzeugschein zulassungsbescheinigung
benzin sprit kraftstoff treibstoff
unfall verkehrsunfall
abschleppen abgeschleppt abschleppdienst
spinnt streikt zickt
langsam träge schleppend
unerreichbar offline
verstopft blockiert
verwirrt ratlos durcheinander
unzufrieden enttäuscht verärgert
unsicher zweifel unschlüssig
besorgt beunruhigt
einsam alleine
gestresst stress überfordert
hilflos ratlos verzweifelt verzweiflung
schikane schikanieren mobbing mobben
belästigen stalken stalking
streit konflikt auseinandersetzung gestritten zoff
bedrohen drohung
reingefallen reingelegt betrogen abgezockt abzocke hereingefallen
verwechselt vertauscht verwechslung
vertippt tippfehler
verpasst versäumt
rechtschreibfehler schreibfehler
reparieren reparatur repariert instandsetzen
installieren installation
kontrollieren kontrolle
diskutieren diskussion debatte
transportieren transport befördern
reduzieren verringern senken reduktion
erhöhen steigern anheben
korrigieren korrektur berichtigen
kommunizieren kommunikation
veröffentlichen publizieren publikation
organisieren organisation
demonstrieren demonstration demo kundgebung
protestieren protest
integrieren integration eingliederung
analysieren analyse
kritisieren kritik
stottert stockt ruckelt lahmt hakt
eingefroren einfrieren hängengeblieben hängt
klemmt verklemmt festsitzt feststeckt
undicht leck tropft rinnt
flackert flimmert
qualmt rauch
stinken gestank mief
juckt juckreiz jucken
geplatzt explodiert platzen
zerbrochen zerbrechen kaputtgegangen
verkratzt kratzer zerkratzt
verdorben vergammelt verfault verschimmelt
abgenutzt verschlissen verschleiß
ausgesperrt aussperren
ärgern nerven stören genervt
lästig störend nervig
kompliziert schwierig umständlich
einfach leicht mühelos unkompliziert
unklar unverständlich missverständlich
missverständnis missverstanden
peinlich schämen scham
ungerecht unfair
diskriminieren benachteiligen
schlaflos schlafstörung schlaflosigkeit
ohnmächtig bewusstlos ohnmacht
aufgeregt nervös aufregung
wütend zornig wut zorn
schlimm gravierend schwerwiegend
seltsam komisch merkwürdig sonderbar
dubios suspekt unseriös verdächtig
versehentlich irrtümlich unabsichtlich
absichtlich vorsätzlich vorsatz absicht
doppelt zweimal zweifach
unvollständig lückenhaft
ungültig abgelaufen verfallen
gültig gültigkeit gelten gilt
überschreiten überschritten übersteigen
plötzlich unerwartet überraschend
mehrfach mehrmals wiederholt
ständig dauernd andauernd
vorübergehend zeitweise
dauerhaft unbefristet permanent
rechtzeitig fristgerecht pünktlich
vollständig komplett gesamt
einzeln separat gesondert
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
