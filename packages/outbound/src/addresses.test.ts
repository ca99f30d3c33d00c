import { expect, it } from 'vitest';
import { isLocalAddress, isPrivateAddress } from './addresses.ts';

it.each([
  ...['10.1.2.3', '127.0.0.1', '169.254.169.254', '172.31.0.1', '192.168.1.1', '100.64.0.1'],
  ...['::1', 'fe80::1', 'fe80::1%eth0', 'fc00::1', 'fd12:3456::1', 'fec0::1'],
  ...['::ffff:127.0.0.1', '::ffff:a00:1', '64:ff9b::7f00:1', '64:ff9b::10.0.0.1', '64:ff9b:1::8.8.8.8'],
])('%s is local, and not on the public internet', (address) => {
  expect([isLocalAddress(address), isPrivateAddress(address)]).toEqual([true, true]);
});

it.each([
  ...['0.0.0.0', '192.0.2.7', '198.18.0.1', '203.0.113.9', '224.0.0.1', '240.0.0.1', '255.255.255.255'],
  ...['::', '64:ff9b::1', '::ffff:0:10.0.0.1', '::10.0.0.1', '2002:a00:1::', '2001:0:1::', '2001:db8::1'],
  ...['3fff::1', '5f00::1', 'ff02::1', '4000::1'],
])('%s is neither local nor on the public internet', (address) => {
  expect([isLocalAddress(address), isPrivateAddress(address)]).toEqual([false, true]);
});

it.each([
  ...['93.184.215.14', '1.1.1.1', '140.82.112.3', '172.32.0.1', '100.128.0.1'],
  ...['2606:4700::1111', '2606:50c0:8000::153', '::ffff:1.1.1.1', '64:ff9b::101:101', '64:ff9b::8.8.8.8'],
])('%s is on the public internet', (address) => {
  expect([isLocalAddress(address), isPrivateAddress(address)]).toEqual([false, false]);
});

it.each(['nonsense', '', '127.1', 'localhost', '1.2.3.4.5', '::g'])('takes %j for no address', (address) => {
  expect([isLocalAddress(address), isPrivateAddress(address)]).toEqual([false, true]);
});
