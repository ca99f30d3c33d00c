import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { listProcesses } from './process-list.ts';

/*
 * A program that tells a witness outside its sandbox when it began, lived and ended, stamped by the machine's own
 * clock. It prints numbered lines, and may stop half-way until the witness lets it go on. It has no single quotes,
 * so that a shell can be given it too.
 */
const program = `
const { connect } = require("node:net");
const { setTimeout: pause } = require("node:timers/promises");
const [port, lines, isGated, isStubborn] = process.argv.slice(2).map(Number);
if (isStubborn) process.on("SIGTERM", () => {});
const now = () => process.hrtime.bigint();
const id = now();
const socket = connect(port, "127.0.0.1");
let isOver = false;
socket.on("error", () => process.exit(9)).on("close", () => isOver || process.exit(9));
const opened = new Promise((open) => socket.once("data", open));
const note = (word) => socket.write([word, id, now(), process.env.OVERMIND_TASK_KEY].join(" ") + "\\n");
(async () => {
  note("start");
  for (let line = 1; line <= lines; line++) {
    if (line % 5 === 0) note("alive");
    if (isGated && line === Math.ceil(lines / 2)) {
      const beat = setInterval(() => note("alive"), 25);
      await opened;
      clearInterval(beat);
    }
    console.log("line " + line);
    await pause(5);
  }
  isOver = true;
  note("end");
  socket.end();
  socket.unref();
})();
`;

/** One execution of the program, in nanoseconds of the machine's monotonic clock. */
export interface Execution {
  task: string;
  from: bigint;
  to: bigint;
  isEnded: boolean;
}

export interface WitnessOptions {
  lines: number;
  /** Stops half-way until `openGate`. */
  hasGate?: boolean;
  /** Does not end on SIGTERM. */
  isStubborn?: boolean;
}

/** What every execution of one program says of itself, over loopback: a sandbox leaves it no file to write to. */
export class Witness implements AsyncDisposable {
  readonly run: string[];
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  readonly #executions = new Map<string, Execution>();
  readonly #token: string;
  #notes = 0;
  #isOpen = false;

  private constructor(server: Server, { lines, hasGate = false, isStubborn = false }: WitnessOptions) {
    const { port } = server.address() as AddressInfo;
    this.#server = server;
    this.#token = `witness-${process.pid}-${port}`;
    this.run = [
      'node',
      '-e',
      program,
      this.#token,
      ...[port, lines, Number(hasGate), Number(isStubborn)].map(String),
    ];
    server.on('connection', (socket) => this.#listenTo(socket));
  }

  static async create(options: WitnessOptions): Promise<Witness> {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new Witness(server, options);
  }

  #listenTo(socket: Socket): void {
    this.#sockets.add(socket);
    socket.on('error', () => {}); // Its program was killed; a close follows.
    socket.on('close', () => this.#sockets.delete(socket));
    const lines = createInterface({ input: socket }).on('line', (line) => this.#note(line));
    lines.on('error', () => {}); // It repeats that of its socket.
    if (this.#isOpen) socket.write('go\n');
  }

  #note(line: string): void {
    const [word, id = '', at = '0', task = ''] = line.split(' ');
    if (task === '') return; // Torn by a kill.
    const from = this.#executions.get(id)?.from ?? BigInt(id);
    this.#executions.set(id, { task, from, to: BigInt(at), isEnded: word === 'end' });
    this.#notes += 1;
  }

  /** Those under way go on, and later ones do not stop. */
  openGate(): void {
    this.#isOpen = true;
    for (const socket of this.#sockets) socket.write('go\n');
  }

  /** Those that begin now stop half-way again. */
  closeGate(): void {
    this.#isOpen = false;
  }

  executions(): Execution[] {
    return [...this.#executions.values()].sort((one, other) => Number(one.from - other.from));
  }

  /** Pairs of executions for one task that lived at the same time: there must never be one. */
  overlaps(): [Execution, Execution][] {
    const all = this.executions();
    return all.flatMap((one, index) =>
      all
        .slice(index + 1)
        .filter((other) => other.task === one.task && other.from < one.to)
        .map((other): [Execution, Execution] => [one, other]),
    );
  }

  /** Processes of the program that live now, with what holds them. */
  livePids(): number[] {
    return listProcesses()
      .filter(({ command }) => command.includes(this.#token))
      .map(({ pid }) => pid);
  }

  /** The programs themselves, without the sandboxes around them. */
  programPids(): number[] {
    return listProcesses()
      .filter(({ command }) => /^(\S*\/)?node /.test(command) && command.includes(this.#token))
      .map(({ pid }) => pid);
  }

  /** How much was noted, for faults that strike at a certain point. */
  size(): number {
    return this.#notes;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    this.#server.close();
    await once(this.#server, 'close');
  }
}
