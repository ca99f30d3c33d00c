interface ListFilters {
  status?: readonly string[];
  archived?: boolean;
}

/** The part of a query that lists of what can be put away have in common. */
export const listQuery = ({ status, archived }: ListFilters) => ({
  archived: archived === true ? ('true' as const) : ('false' as const),
  ...(status === undefined ? {} : { status: status.join(',') }),
});
