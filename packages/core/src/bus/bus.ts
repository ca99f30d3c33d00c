/**
 * Wakes readers; the database is the truth. A message may be lost, never wrong: whoever is woken reads
 * from where it stands, and reads again by itself when the bus says that it was away.
 */
export interface Bus {
  readonly kind: 'in_process' | 'redis';
  /** False while messages may be lost; gateways then read the database on a timer. */
  readonly isConnected: boolean;
  /** Best effort, never throws. */
  publish(topic: string, message: string): void;
  /** Ends with the returned function. */
  subscribe(topic: string, receive: (message: string) => void): () => void;
  /** Called after an absence, when messages may have been missed. */
  onReconnect(callback: () => void): () => void;
  start(): Promise<void>;
  stop(): Promise<void>;
}

/** The topics, each with what its message says. */
export const topics = {
  /** The project's latest event number. */
  events: (projectId: string) => `events:${projectId}`,
  /** `<run id> <first seq> <last seq>\n<log frame as JSON>`. */
  logs: (projectId: string) => `logs:${projectId}`,
  /** As of logs; nothing after the line end where the frame would be too large. */
  transcripts: (projectId: string) => `transcripts:${projectId}`,
  /** A job was added to this queue. */
  job: (queue: string) => `job:${queue}`,
  /** Runs wait for a runner. */
  runsQueued: 'runs.queued',
  /** A message for whichever node holds this runner's channel, as JSON. */
  runner: (runnerId: string) => `runner:${runnerId}`,
  /** An ask was answered. */
  answer: (askId: string) => `answer:${askId}`,
  /** What a runner says of a terminal, as the JSON of its frame. */
  terminal: (terminalId: string) => `terminal:${terminalId}`,
  /** How far recordings of the project are heard: frames as JSON, for who watches it. */
  hearing: (projectId: string) => `hearing:${projectId}`,
  /** A recording was heard to its end, or could not be. */
  heard: (recordingId: string) => `heard:${recordingId}`,
  /** Somebody spoke and waits until it is heard: whoever hears something longer makes room. */
  turnWaits: 'turn.waits',
  /** What is being said in discussions of the project: frames as JSON, for who watches it. */
  discussing: (projectId: string) => `discussing:${projectId}`,
  /** Somebody changed this discussion: whoever works on it looks again. */
  discussion: (discussionId: string) => `discussion:${discussionId}`,
  /** A runner changed; its id. */
  runners: 'runners',
  /** The catalogue of models changed; the name of the provider. */
  models: 'models',
  /** A call may have its turn; where it is counted. */
  modelTurns: 'models.turns',
  /** A download of a model changed; its id. */
  modelPulls: 'models.pulls',
  /** Credentials or roles that no longer hold, as JSON `Revocation`. */
  revoked: 'revoked',
} as const;

export type Revocation =
  | { kind: 'session'; id: string }
  | { kind: 'token'; id: string }
  | { kind: 'user'; id: string }
  | { kind: 'member'; userId: string; projectId: string }
  | { kind: 'runner'; id: string };
