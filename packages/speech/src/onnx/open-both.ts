/** Opens two things of which neither is of use alone: where the second fails, the first is disposed. */
export async function openBoth<First extends AsyncDisposable, Second>(
  openFirst: () => Promise<First>,
  openSecond: () => Promise<Second>,
): Promise<[First, Second]> {
  const first = await openFirst();
  try {
    return [first, await openSecond()];
  } catch (error) {
    await first[Symbol.asyncDispose]();
    throw error;
  }
}
