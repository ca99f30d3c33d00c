import type { ServerFrame } from '@overmind/contracts/frames/client';
import type { Person } from '@overmind/e2e/person';
import { waitFor } from '@overmind/testing/wait-for';
import { WebSocket } from 'ws';

type Receive = (frame: ServerFrame, atMs: number) => void;

/** One socket on a project; every frame goes to `receive` with the moment it came. */
export class Screen implements Disposable {
  readonly #socket: WebSocket;
  receive: Receive = () => {};

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.on('message', (data) => {
      const atMs = performance.now();
      this.receive(JSON.parse(String(data)) as ServerFrame, atMs);
    });
  }

  static async open(person: Person, projectId: string): Promise<Screen> {
    const url = `${person.baseUrl.replace('http', 'ws')}/ws?project_id=${projectId}&token=${person.token}`;
    const socket = new WebSocket(url);
    const screen = new Screen(socket);
    await waitFor(() => socket.readyState === WebSocket.OPEN, { what: 'a screen to open' });
    let isFollowing = false;
    screen.receive = (frame) => {
      isFollowing ||= frame.type === 'pong';
    };
    socket.send(JSON.stringify({ type: 'subscribe', run_id: '*' }));
    // Frames are answered in order: after this one the subscription stands.
    socket.send(JSON.stringify({ type: 'ping' }));
    await waitFor(() => isFollowing, { what: 'a screen to follow the runs' });
    return screen;
  }

  static openMany(person: Person, projectId: string, howMany: number): Promise<Screen[]> {
    return Promise.all(Array.from({ length: howMany }, () => Screen.open(person, projectId)));
  }

  [Symbol.dispose](): void {
    this.#socket.terminate();
  }
}
