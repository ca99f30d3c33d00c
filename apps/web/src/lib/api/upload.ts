import { type CallOutput, routeUrl } from '@overmind/client/http';
import { AppError, isProblem } from '@overmind/contracts/errors';
import type { AnyRoute } from '@overmind/contracts/routes/route';

interface UploadInput {
  params?: Record<string, string>;
  query?: Record<string, unknown>;
  /** Bytes as they are, or the fields of a form. */
  body: Blob | FormData;
  signal: AbortSignal;
  /** The same bytes under the same key are taken once. */
  idempotencyKey?: string;
  /** From 0 to 1; at 1 the server has all of it and works on the answer. */
  onProgress(share: number): void;
}

/** Sends bytes and tells how far it is, which `fetch` cannot. Fails as the client does. */
export function upload<T extends AnyRoute>(route: T, input: UploadInput): Promise<CallOutput<T>> {
  const { params = {}, query = {}, body, signal, idempotencyKey, onProgress } = input;
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const abort = () => request.abort();
    signal.addEventListener('abort', abort, { once: true });
    request.upload.onprogress = ({ loaded, total }) => onProgress(total === 0 ? 1 : loaded / total);
    request.upload.onload = () => onProgress(1);
    request.onerror = () => reject(new AppError('unavailable', 'The server cannot be reached.'));
    request.onabort = () => reject(new DOMException('Stopped.', 'AbortError'));
    request.onload = () => {
      signal.removeEventListener('abort', abort);
      if (request.status < 300) resolve(JSON.parse(request.responseText) as CallOutput<T>);
      else reject(problemOf(request));
    };
    request.open(route.method, routeUrl('', route, { params, query }));
    // A form names its own type, with the mark between its fields.
    if (body instanceof Blob) request.setRequestHeader('content-type', 'application/octet-stream');
    if (idempotencyKey !== undefined) request.setRequestHeader('idempotency-key', idempotencyKey);
    request.send(body);
  });
}

function problemOf({ status, responseText }: XMLHttpRequest): AppError {
  let problem: unknown = null;
  try {
    problem = JSON.parse(responseText);
  } catch {
    // Not a problem document: told by its status below.
  }
  return isProblem(problem)
    ? new AppError(problem.code, problem.detail, {
        ...(problem.rule === undefined ? {} : { rule: problem.rule }),
        ...(problem.errors === undefined ? {} : { errors: problem.errors }),
      })
    : new AppError('internal', `The server answered ${status} without saying why.`);
}
