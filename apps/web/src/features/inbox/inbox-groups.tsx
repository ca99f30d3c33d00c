'use client';
import type { InboxItem } from '@overmind/contracts/entities/inbox';
import { useRouter } from 'next/navigation';
import { useMemo, useState } from 'react';
import { AnsweredCard } from './answered-card.tsx';
import type { Decision } from './decisions.ts';
import type { Grouping, InboxGroup } from './grouping.ts';
import { InboxCard } from './inbox-card.tsx';
import { addressOfItem } from './item-address.ts';
import { useInboxKeys } from './use-inbox-keys.ts';

interface InboxGroupsProps {
  groups: InboxGroup[];
  by: Grouping;
  onDecide(item: InboxItem, decision: Decision): void;
  onReject(item: InboxItem): void;
}

/** What waits, in groups. One item is the chosen one: keys act on it; when it is decided the next one takes its place. */
export function InboxGroups({ groups, by, onDecide, onReject }: InboxGroupsProps) {
  const router = useRouter();
  const items = useMemo(() => groups.flatMap((group) => group.items), [groups]);
  const [chosen, setChosen] = useState<{ id: string; index: number }>({ id: '', index: 0 });
  const current = items.find(({ id }) => id === chosen.id) ?? items[Math.min(chosen.index, items.length - 1)];
  const choose = (item: InboxItem) =>
    setChosen({ id: item.id, index: items.findIndex(({ id }) => id === item.id) });
  const decide = (item: InboxItem, decision: Decision) => {
    choose(item);
    onDecide(item, decision);
  };
  useInboxKeys({
    items,
    current,
    onChoose: choose,
    onDecide: decide,
    onReject,
    onOpen: (item) => router.push(addressOfItem(item)),
  });
  return (
    <div className="space-y-7">
      {groups.map((group) => (
        <section key={group.id} aria-label={group.title}>
          <h2 className="mb-2 flex items-baseline gap-2 font-semibold text-sm">
            {group.title}
            <span className="font-normal text-ink-3 text-xs tabular-nums">{group.items.length}</span>
          </h2>
          <ul className="space-y-2">
            {group.answered.map((item) => (
              <li key={item.id}>
                <AnsweredCard item={item} />
              </li>
            ))}
            {group.items.map((item) => (
              <li key={item.id}>
                <InboxCard
                  item={item}
                  isCurrent={item === current}
                  showsProject={by === 'kind'}
                  onChoose={choose}
                  onDecide={decide}
                  onReject={onReject}
                />
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}
