import { AppError, type ErrorCode, type FieldError } from '@overmind/contracts/errors';
import type { z } from 'zod';

/** A key as a token of a JSON pointer (RFC 6901). */
export const escapePointer = (key: PropertyKey): string =>
  String(key).replaceAll('~', '~0').replaceAll('/', '~1');
const pointerOf = (path: readonly PropertyKey[]): string =>
  path.map((key) => `/${escapePointer(key)}`).join('');

type Issue = z.core.$ZodIssue;

/** Of a value that fits none of several shapes, what the nearest of them says; of equally near ones the last. */
function nearest(issue: Issue): Issue[] {
  if (issue.code !== 'invalid_union' || issue.errors.length === 0) return [issue];
  const [first = []] = issue.errors.toReversed().toSorted((one, other) => one.length - other.length);
  // Shapes that are other kinds of values altogether have nothing to say about a part of it.
  if (first.every(({ path }) => path.length === 0) && first.every(({ code }) => code === 'invalid_type'))
    return [issue];
  return first.flatMap((inner) => nearest({ ...inner, path: [...issue.path, ...inner.path] }));
}

function toFieldErrors(issues: readonly Issue[]): FieldError[] {
  return issues.slice(0, 50).flatMap((issue) =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => ({
          pointer: pointerOf([...issue.path, key]),
          detail: 'This field is unknown here.',
        }))
      : [{ pointer: pointerOf(issue.path), detail: issue.message }],
  );
}

/** Parses by the contract. An unknown field is `malformed`, a broken rule is `code`. */
export function validate<T extends z.ZodType>(schema: T, value: unknown, code: ErrorCode): z.output<T> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues.flatMap(nearest);
  const errors = toFieldErrors(issues);
  const hasUnknown = issues.some((issue) => issue.code === 'unrecognized_keys');
  const [first] = errors;
  const detail = first
    ? `${first.pointer === '' ? 'The request' : first.pointer}: ${first.detail}`
    : 'The request is invalid.';
  throw new AppError(hasUnknown ? 'malformed' : code, detail, { errors });
}
