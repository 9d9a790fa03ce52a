/**
 * Words that carry a sentence's form and not its subject, folded. They name nothing and find nothing; among example questions
 * they make the difference ("was kostet", "wer hilft"). Closed classes only, put together by word class; German and English.
 */
import { fold } from './fold.ts'

const GERMAN = `
der die das dem den des ein eine einer eines einem einen kein keine keiner keines keinem keinen
ich du er sie es wir ihr mich dich ihn uns euch mir dir ihm ihnen man sich selbst selber
mein meine meiner meines meinem meinen dein deine deiner deines deinem deinen sein seine seiner seines seinem seinen
ihre ihrer ihres ihrem ihren unser unsere unserer unseres unserem unseren euer eure eurer eures eurem euren
dieser diese dieses diesem diesen jener jene jenes jenem jenen jeder jede jedes jedem jeden
solcher solche solches solchem solchen mancher manche manches manchem manchen alle aller alles allem allen
derjenige diejenige dasjenige derselbe dieselbe dasselbe etwas nichts
wer wen wem wessen was wann wo wohin woher wie wieso weshalb warum wozu wofür womit wodurch woran worauf woraus worin worüber wovon wobei
welcher welche welches welchem welchen inwiefern inwieweit wieviel wieviele
in im ins an am ans auf aufs aus bei beim mit nach von vom zu zum zur für fürs durch durchs gegen ohne um ums über übers
unter unters vor vors hinter neben zwischen seit bis während wegen trotz statt anstatt gegenüber außer innerhalb außerhalb laut gemäß ab per pro je
und oder aber denn sondern sowie sowohl als auch weder noch entweder dass ob wenn falls weil da damit obwohl bevor nachdem sobald solange indem
sodass daher deshalb deswegen darum also dann doch jedoch dennoch trotzdem zwar nämlich somit
bin bist ist sind seid war warst waren wart gewesen sei seien wäre wären
habe hast hat haben habt hab hatte hattest hatten hattet gehabt hätte hätten
werde wirst wird werden werdet wurde wurden worden geworden würde würden
kann kannst können könnt konnte konnten könnte könnten muss musst müssen müsst musste mussten müsste müssten
soll sollst sollen sollt sollte sollten darf darfst dürfen dürft durfte durften dürfte dürften
will willst wollen wollt wollte wollten mag magst mögen mögt mochte mochten möchte möchten möchtest
nicht nur schon sehr mehr so hier dort her hin nun jetzt mal eben bitte gern gerne ja nein vielleicht
daran darauf daraus darin darüber davon dabei dafür dagegen dazu damals einmal immer wieder irgendwie eigentlich überhaupt
zb bzw usw etc ca ggf
is nich net ned nix un nen ne hab haste biste kannste gibts gehts isses aufm ausm inner ans uff och ooch jez jetz nu ma dat wat dor bi unsern unserm unsre unsrer sowas
`
const ENGLISH = `
a an the this that these those my your his her its our their i you he she it we they me him us them who whom whose what which when where why how
am is are was were be been being do does did have has had will would shall should can could may might must
of to in on at by for from with about into over under between and or but if because as than then so not no nor there here any some got get now need want please just also
`

/** Words of every second question whatever its subject: they count little. */
const LIGHT = `
gibt geben gab gilt gelten heißt heißen hieß nennt nennen nannte genannt namens bezeichnet bedeutet bedeuten bedeutung machen macht mache mach machs machte tun tut getan tue
sagen sag sage gesagt zeig zeige zeigen zeigt erklär erkläre erklärt erklären erzähl erzähle wissen weiß gehen geht ging kommen kommt kam komme
lassen lässt stehen steht stand brauchen brauche braucht benötige bekommen bekomme kriege finden finde findet suche sehen denken glaube möglich geeignet
viel viele vielen wenig wenige paar bisschen mehrere verschiedene bestimmte andere anderen anderes eigene eigenen
tipps tipp info infos information informationen frage fragen thema sache ding dinge beispiel art weise
gut gute guten gutes besser beste besten einfach wichtig wichtige richtig genau wirklich ganz gar etwa ungefähr
hallo hi hey moin danke tag guten morgen abend liebes team
unser firma betrieb betriebe unternehmen
`

const words = (list: string) => new Set(list.trim().split(/\s+/).map(fold))
const german = words(GERMAN)
const english = words(ENGLISH)
const light = words(LIGHT)

/** True for a folded function word of German. English ones count in English text only: "war", "die", "her" mean something else there. */
export function isFunctionWord(folded: string): boolean {
  return german.has(folded)
}

/** English when function words of English only outnumber those of German only; `undefined` when nothing tells. */
export function guessLanguage(folded: readonly string[]): 'de' | 'en' | undefined {
  const balance = englishBalance(folded)
  return balance > 0 ? 'en' : balance < 0 ? 'de' : undefined
}

/** How many more function words of English only than of German only. */
export function englishBalance(folded: readonly string[]): number {
  let balance = 0
  for (const word of folded) balance += (english.has(word) ? 1 : 0) - (german.has(word) ? 1 : 0)
  return balance
}

/** True for a folded function word of English. Ask only of English text: "will" and "also" mean something else in German. */
export function isEnglishFunctionWord(folded: string): boolean {
  return english.has(folded)
}

/** True for a folded word that is in every second question and still no function word: "gibt", "viele". */
export function isLightWord(folded: string): boolean {
  return light.has(folded)
}
