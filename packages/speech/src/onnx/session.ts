import { InferenceSession, type Tensor } from 'onnxruntime-node';

export interface SessionOptions {
  /** Threads a call may use; one where it is not said. */
  threads?: number;
}

export type Tensors = Readonly<Record<string, Tensor>>;

/** A model in memory, until it is disposed. A call in flight occupies the thread of the process it runs in. */
export interface Session extends AsyncDisposable {
  readonly inputNames: readonly string[];
  run(feeds: Tensors): Promise<Tensors>;
}

/** Loads the `.onnx` or `.ort` file at `path`; rejects with the engine's own error where it cannot. */
export async function openSession(path: string, { threads = 1 }: SessionOptions = {}): Promise<Session> {
  const session = await InferenceSession.create(path, {
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    executionMode: 'sequential',
    // Windows differ in length, so a plan of memory made for one is of no use to the next.
    enableMemPattern: false,
    logSeverityLevel: 3,
  });
  let released: Promise<void> | undefined;
  return {
    inputNames: session.inputNames,
    run: (feeds) => session.run(feeds),
    async [Symbol.asyncDispose]() {
      released ??= session.release();
      await released;
    },
  };
}
