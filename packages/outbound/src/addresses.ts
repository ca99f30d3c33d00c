import { BlockList, isIP } from 'node:net';

type Range = readonly [network: string, prefix: number];

/** This machine, the networks around it, and what stays on the link. */
const local4: readonly Range[] = [
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
];
const local6: readonly Range[] = [
  ['::1', 128],
  ['64:ff9b:1::', 48],
  ['fc00::', 7],
  ['fe80::', 10],
  ['fec0::', 10],
];

/** What else IANA's special-purpose registries keep from the public internet. */
const special4: readonly Range[] = [
  ['0.0.0.0', 8],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
];
/** Only 2000::/3 is given out, and not all of it is for hosts; 6to4 and Teredo carry any IPv4 address within. */
const special6: readonly Range[] = [
  ['::', 3],
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
  ['4000::', 2],
  ['8000::', 1],
];

interface Lists {
  ipv4: BlockList;
  ipv6: BlockList;
}

/** Apart, since an IPv4 address counts as part of ::/3 too. */
function listsOf(ranges4: readonly Range[], ranges6: readonly Range[]): Lists {
  const lists = { ipv4: new BlockList(), ipv6: new BlockList() };
  for (const [network, prefix] of ranges4) lists.ipv4.addSubnet(network, prefix, 'ipv4');
  for (const [network, prefix] of ranges6) lists.ipv6.addSubnet(network, prefix, 'ipv6');
  return lists;
}

const local = listsOf(local4, local6);
const notPublic = listsOf([...local4, ...special4], [...local6, ...special6]);

/** True for all that is not an address on the public internet, IPv4 inside IPv6 included, and for what is none. */
export function isPrivateAddress(address: string): boolean {
  return isIP(address) === 0 || isIn(notPublic, address);
}

/** True for an address of this machine or of its own networks. */
export function isLocalAddress(address: string): boolean {
  return isIP(address) !== 0 && isIn(local, address);
}

/** Whether what is sent there stays on this machine or in its own network, by the address as it is written. */
export function isLocalUrl(url: string): boolean {
  const host = new URL(url).hostname.replace(/^\[|\]$/g, '');
  return host === 'localhost' || isLocalAddress(host);
}

/** Where clouds give out credentials to whoever asks. */
const metadata = new Set([
  ...['169.254.169.254', '169.254.170.2', '100.100.100.200', '192.0.0.192'],
  ...['fd00:ec2::254', 'fd20:ce::254'].map((address) => groupsOf(address).join(':')),
]);

/** True for an address at which a cloud tells its machines who they are, in any of its forms. */
export function isMetadataAddress(address: string): boolean {
  if (isIP(address) === 0) return false;
  const plain = plainOf(address);
  return metadata.has(isIP(plain) === 4 ? plain : groupsOf(plain).join(':'));
}

/** Without its zone, and the IPv4 address in a mapped or translated one. */
const plainOf = (address: string): string =>
  isIP(address) === 4 ? address : (innerAddress(address) ?? address.replace(/%.*$/, ''));

function isIn(lists: Lists, address: string): boolean {
  const plain = plainOf(address);
  const family = isIP(plain) === 4 ? 'ipv4' : 'ipv6';
  return lists[family].check(plain, family);
}

/** The IPv4 address in a mapped (::ffff:a.b.c.d) or translated (64:ff9b::a.b.c.d) one. */
function innerAddress(address: string): string | null {
  const groups = groupsOf(address);
  const prefix = groups.slice(0, 6).join(':');
  if (prefix !== '0:0:0:0:0:ffff' && prefix !== '64:ff9b:0:0:0:0') return null;
  return groups
    .slice(6)
    .map((group) => Number.parseInt(group, 16))
    .flatMap((group) => [group >> 8, group & 255])
    .join('.');
}

/** Its eight groups, in lower case without leading zeros. */
function groupsOf(address: string): string[] {
  const plain = new URL(`http://[${address.replace(/%.*$/, '')}]/`).hostname.slice(1, -1);
  const [head = '', tail] = plain.split('::');
  const [first, last] = [head, tail ?? ''].map((part) => part.split(':').filter((group) => group !== ''));
  const missing = tail === undefined ? 0 : 8 - (first?.length ?? 0) - (last?.length ?? 0);
  return [...(first ?? []), ...Array.from({ length: missing }, () => '0'), ...(last ?? [])];
}
