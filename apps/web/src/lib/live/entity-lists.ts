interface HasId {
  id: string;
}

/**
 * The event's patch as fields of the entity it names. The server builds patches from the same schemas as its
 * replies, which is what this cast relies on.
 */
export const patchOf = <T extends HasId>(entity: {
  id: string;
  patch: Record<string, unknown>;
}): Partial<T> & HasId => ({ ...entity.patch, id: entity.id }) as Partial<T> & HasId;

/** The list with one entity changed; the same list when it holds no such entity. */
export function patchById<T extends HasId>(list: T[], patch: Partial<T> & HasId): T[] {
  const index = list.findIndex((item) => item.id === patch.id);
  const found = list[index];
  return found === undefined ? list : list.with(index, { ...found, ...patch });
}

/** As `patchById`, and a whole entity that is new goes to the front. */
export function upsertById<T extends HasId>(list: T[], entity: Partial<T> & HasId, isWhole: boolean): T[] {
  const patched = patchById(list, entity);
  return patched !== list || !isWhole || list.some((item) => item.id === entity.id)
    ? patched
    : [entity as T, ...list];
}
