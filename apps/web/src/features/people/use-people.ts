'use client';
import { listMembers } from '@overmind/contracts/routes/users';
import { useMe } from '#features/session/use-session.ts';
import { useRoute } from '#lib/api/use-route.ts';
import { people as text } from '#text/people.ts';

const freshMs = 5 * 60_000;

/** How a person of a project is called on screen: you, by their name, or as someone who is no member any more. */
export function usePersonName(projectId: string): (userId: string | null) => string {
  const me = useMe().data?.user.id;
  const members = useRoute(listMembers, { params: { id: projectId } }, { staleTime: freshMs }).data?.items;
  return (userId) => {
    if (userId === null) return text.nobody;
    if (userId === me) return text.you;
    if (members === undefined || me === undefined) return text.someone;
    return members.find(({ user_id }) => user_id === userId)?.display_name ?? text.former;
  };
}
