/**
 * What those who run the server can have told elsewhere about requests and turns: where the time went, and what came of it. Nothing here
 * holds what a visitor said, who they are, or which conversation it was; `otlp/` tells it, and without that everything here is a plain call.
 */
import type { IncomingMessage } from 'node:http'
import type { Response } from 'restify'

/** A place in a trace, for work that another flow of calls takes up later. */
export type TracePlace = object

export interface TurnAbout {
  /** The channel it came in by. */
  door: string
  id: string
  /** What set it off, where that is known. */
  from?: TracePlace | undefined
}

export interface Telemetry {
  /** A request has come in; it is over when its answer is. */
  request(req: IncomingMessage, res: Response): void
  /** Runs what answers this request. */
  inRequest<T>(req: IncomingMessage, work: () => T): T
  turn<T>(about: TurnAbout, work: () => Promise<T>): Promise<T>
  /** A part of a turn that is worth its own time. */
  part<T>(name: string, work: () => Promise<T>): Promise<T>
  /** What the turn that runs in this flow of calls came to. */
  decided(kind: string, decision: string): void
  /** The turn that runs in this flow of calls broke. */
  broke(error: unknown): void
  here(): TracePlace | undefined
  /** Sends what is left. */
  close(): Promise<void>
}

/** For a server that tells nobody. */
export const UNTOLD: Telemetry = {
  request: () => {},
  inRequest: (_req, work) => work(),
  turn: (_about, work) => work(),
  part: (_name, work) => work(),
  decided: () => {},
  broke: () => {},
  here: () => undefined,
  close: () => Promise.resolve(),
}

/** What names a turn in log and traces: the activity's own part of its id, without the conversation that it begins with. */
export function turnId(activityId: string | undefined): string {
  return activityId?.slice(activityId.lastIndexOf('|') + 1) ?? ''
}
