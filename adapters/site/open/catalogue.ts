/** The description of our data for catalogues of open data: DCAT-AP.de as JSON-LD, and schema.org for search engines. */
import { API_PATH } from '../../records/operations.ts'
import { pageWords } from '../frame/page-words.ts'
import type { View } from '../frame/view.ts'

/** The files of the data set, and what they are called in the EU's list of file types. */
export const FILES = [
  { path: '/daten/foerderung.json', type: 'application/json', euType: 'JSON', name: 'JSON' },
  { path: '/daten/foerderung.csv', type: 'text/csv', euType: 'CSV', name: 'CSV' },
  { path: '/daten/foerderung.jsonld', type: 'application/ld+json', euType: 'JSON_LD', name: 'JSON-LD (schema.org)' },
] as const
export const CATALOGUE_PATH = '/daten/dcat.jsonld'

const EU = 'http://publications.europa.eu/resource/authority'
const CONTEXT = {
  dcat: 'http://www.w3.org/ns/dcat#',
  dct: 'http://purl.org/dc/terms/',
  foaf: 'http://xmlns.com/foaf/0.1/',
  xsd: 'http://www.w3.org/2001/XMLSchema#',
}
const at = (id: string) => ({ '@id': id })
const german = (text: string) => ({ '@value': text, '@language': 'de' })

/** Who publishes it: the operator that the area names, else the service. */
function publisherOf({ knowledge }: View): string {
  return knowledge.area.operator?.name ?? pageWords(knowledge, 'de').text('frame.service')
}

export function catalogue(view: View): object {
  const { publicUrl, knowledge, today } = view
  const { text } = pageWords(knowledge, 'de')
  const licence = knowledge.area.licence && { 'dct:license': at(knowledge.area.licence.url) }
  const publisher = { '@type': 'foaf:Agent', '@id': `${publicUrl}/daten#herausgeber`, 'foaf:name': german(publisherOf(view)) }
  const day = { '@value': today, '@type': 'xsd:date' }
  const dataset = {
    '@id': `${publicUrl}/daten#foerderung`,
    '@type': 'dcat:Dataset',
    'dct:title': german(text('data.title')),
    'dct:description': german(text('data.description')),
    'dct:publisher': at(publisher['@id']),
    'dct:modified': day,
    'dct:language': at(`${EU}/language/DEU`),
    'dct:accrualPeriodicity': at(`${EU}/frequency/CONT`),
    'dct:spatial': { '@type': 'dct:Location', 'http://www.w3.org/2000/01/rdf-schema#label': german(knowledge.area.territory.de) },
    'dcat:theme': at(`${EU}/data-theme/ECON`),
    'dcat:keyword': text('data.keywords')
      .split(',')
      .map((word) => german(word.trim())),
    'dcat:landingPage': at(`${publicUrl}/daten`),
    'dcat:distribution': FILES.map(({ path, type, euType, name }) => ({
      '@id': publicUrl + path,
      '@type': 'dcat:Distribution',
      'dct:title': german(name),
      'dcat:accessURL': at(publicUrl + path),
      'dcat:downloadURL': at(publicUrl + path),
      'dcat:mediaType': at(`https://www.iana.org/assignments/media-types/${type}`),
      'dct:format': at(`${EU}/file-type/${euType}`),
      'dct:modified': day,
      ...licence,
    })),
  }
  const service = {
    '@id': publicUrl + API_PATH,
    '@type': 'dcat:DataService',
    'dct:title': german(text('developers.api')),
    'dcat:endpointURL': at(publicUrl + API_PATH),
    'dcat:endpointDescription': at(`${publicUrl}${API_PATH}/openapi.json`),
    'dcat:servesDataset': at(dataset['@id']),
    ...licence,
  }
  return {
    '@context': CONTEXT,
    '@graph': [
      {
        '@id': `${publicUrl}${CATALOGUE_PATH}`,
        '@type': 'dcat:Catalog',
        'dct:title': german(text('data.catalogue')),
        'dct:description': german(text('data.description')),
        'dct:publisher': at(publisher['@id']),
        'dct:language': at(`${EU}/language/DEU`),
        'dct:modified': day,
        'foaf:homepage': at(`${publicUrl}/daten`),
        'dcat:dataset': at(dataset['@id']),
        'dcat:service': at(service['@id']),
        ...licence,
      },
      publisher,
      dataset,
      service,
    ],
  }
}

/** The same for search engines. */
export function datasetMarkup(view: View): object {
  const { text } = pageWords(view.knowledge, 'de')
  return {
    '@type': 'Dataset',
    name: text('data.title'),
    description: text('data.description'),
    url: `${view.publicUrl}/daten`,
    inLanguage: 'de',
    isAccessibleForFree: true,
    ...(view.knowledge.area.licence && { license: view.knowledge.area.licence.url }),
    creator: { '@type': 'Organization', name: publisherOf(view) },
    keywords: text('data.keywords')
      .split(',')
      .map((word) => word.trim()),
    distribution: FILES.map(({ path, type }) => ({ '@type': 'DataDownload', contentUrl: view.publicUrl + path, encodingFormat: type })),
  }
}
