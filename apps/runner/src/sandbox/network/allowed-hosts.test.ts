import { describe, expect, it } from 'vitest';
import { AllowedHosts } from './allowed-hosts.ts';

describe('allowed hosts', () => {
  it.each([
    ['example.org', 'example.org', 443, true],
    ['example.org', 'EXAMPLE.org.', 80, true],
    ['example.org', 'sub.example.org', 443, false],
    ['example.org', 'example.org.evil.net', 443, false],
    ['example.org', 'evilexample.org', 443, false],
    ['example.org:443', 'example.org', 80, false],
    ['*.example.org', 'a.b.example.org', 443, true],
    ['*.example.org', 'example.org', 443, false],
    ['*.example.org:8443', 'a.example.org', 443, false],
    ['127.0.0.1:8080', '127.0.0.1', 8080, true],
    ['127.0.0.1:8080', '2130706433', 8080, true],
    ['127.0.0.1:8080', 'localhost', 8080, true],
    ['127.0.0.1:8080', '127.0.0.1', 8081, false],
    ['localhost', '::1', 80, true],
  ])('with %s, %s:%i is %s', (entry, host, port, isAllowed) => {
    expect(new AllowedHosts([entry]).allows({ host, port })).toBe(isAllowed);
  });

  it('take a public answer for an allowed name, and a private one only when it is listed itself', () => {
    const target = { host: 'example.org', port: 443 };
    expect(new AllowedHosts(['example.org']).allowsAddress(target, '93.184.215.14')).toBe(true);
    expect(new AllowedHosts(['example.org']).allowsAddress(target, '10.0.0.7')).toBe(false);
    expect(new AllowedHosts(['example.org', '10.0.0.7:443']).allowsAddress(target, '10.0.0.7')).toBe(true);
  });
});
