/** How a configured agent is started: the program with its arguments, and what it needs in its environment. */
export interface AgentSetUp {
  readonly argv: readonly [string, ...string[]];
  /** Add `PATH`. `HOME` is the folder that was configured. */
  readonly env: Readonly<Record<string, string>>;
}

export interface AgentConfig {
  /** A folder of the agent's own; it must be writable, and nothing else but the workspace has to be. */
  readonly home: string;
  /** `ModelServer.openAiUrl`. */
  readonly openAiUrl: string;
  /** Sent to the model server with every call. */
  readonly apiKey?: string;
  /** Edits and commands need a permission, or don't. Default: nothing is said of it, for whoever starts it to decide. */
  readonly asks?: boolean;
}

/** One line, or several whole lines, of a file are changed and a command is run to show that it helped. */
export interface Fix {
  /** Relative to the session's folder. */
  readonly file: string;
  readonly from: string;
  readonly to: string;
  /** A line for a shell. */
  readonly testCommand: string;
}
