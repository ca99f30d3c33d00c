const clean = (text: string): string => text.replaceAll('\0', '\ufffd').toWellFormed();

/**
 * What a runner passes on from its programs, with each NUL and half surrogate pair, which no database text can
 * hold, made visible. Only strings differ, so the type stays what it was.
 */
export const toStorable = <T>(value: T): T =>
  JSON.parse(JSON.stringify(value), (_key, each: unknown) =>
    typeof each === 'string' ? clean(each) : each,
  ) as T;
