import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { weakenedTests } from './weakened-tests.ts';

/** A diff of one file as git prints it; every line of `body` begins with its sign. */
function diffOf(path: string, body: string[], { to = path, head = [] as string[] } = {}): string {
  const oldCount = body.filter((line) => !line.startsWith('+')).length;
  const newCount = body.filter((line) => !line.startsWith('-')).length;
  const names = [
    path === '' ? '--- /dev/null' : `--- a/${path}`,
    to === '' ? '+++ /dev/null' : `+++ b/${to}`,
  ];
  const first = `diff --git a/${path || to} b/${to || path}`;
  return `${[first, ...head, ...names, `@@ -10,${oldCount} +10,${newCount} @@`, ...body].join('\n')}\n`;
}
const deleted = (path: string, body: string[]) =>
  diffOf(path, body, { to: '', head: ['deleted file mode 100644'] });
const added = (path: string, body: string[]) =>
  diffOf('', body, { to: path, head: ['new file mode 100644'] });
const kinds = (diff: string) => weakenedTests(diff).map(({ kind }) => kind);

describe('a case that is gone', () => {
  it.each([
    ['a.test.ts', "-test('adds', () => {", '-});'],
    ['src/a.spec.tsx', '-  it("adds", async () => {', '-  });'],
    ['__tests__/a.js', '-it.each([1, 2])("adds %s", (n) => {', '-});'],
    ['tests/test_a.py', '-def test_adds():', '-    pass'],
    ['tests/test_a.py', '-    async def test_adds(self):', '-        pass'],
    ['a_test.go', '-func TestAdds(t *testing.T) {', '-}'],
    ['src/lib.rs', '-    #[test]', '-    fn adds() {}'],
    ['src/lib.rs', '-    #[tokio::test]', '-    async fn adds() {}'],
    ['src/test/java/AddTest.java', '-    @Test', '-    void adds() {}'],
    ['AddTests.cs', '-    [Fact]', '-    public void Adds() {}'],
    ['spec/add_spec.rb', "-  it 'adds' do", '-  end'],
    ['test/add_test.exs', '-  test "adds" do', '-  end'],
    ['AddTest.php', '-    public function testAdds()', '-    {}'],
    ['AddTests.swift', '-    func testAdds() {', '-    }'],
    ['add_test.cc', '-TEST(Adder, Adds) {', '-}'],
  ])('shows in %s: %s', (path, ...body) => {
    expect(weakenedTests(diffOf(path, [' context', ...body]))).toEqual([
      expect.objectContaining({ kind: 'test_deleted', path, line: 11 }),
    ]);
  });

  it('is none when it moved to another file', () => {
    const body = ["test('adds', () => {", '  expect(add(1, 1)).toBe(2);', '});'];
    const minus = body.map((line) => `-${line}`);
    const plus = body.map((line) => `+${line}`);
    expect(weakenedTests(deleted('a.test.ts', minus) + added('b/a.test.ts', plus))).toEqual([]);
    expect(weakenedTests(diffOf('a.test.ts', minus) + diffOf('c.test.ts', plus))).toEqual([]);
  });

  it('is none when only its body or its callback changed', () => {
    const body = ["-test('adds', () => {", "+test('adds', async () => {", '   const sum = 1;'];
    expect(weakenedTests(diffOf('a.test.ts', body))).toEqual([]);
  });

  it('shows one of two of the same name that are gone', () => {
    const body = ["-test('adds', () => {", "-test('adds', () => {", "+test('adds', () => {"];
    expect(kinds(diffOf('a.test.ts', body))).toEqual(['test_deleted']);
  });

  it('is shown once for a whole file, with how many there were', () => {
    const [flag, ...more] = weakenedTests(deleted('a.test.ts', ["-test('a', f);", "-test('b', f);"]));
    expect(flag).toMatchObject({ kind: 'test_deleted', path: 'a.test.ts', line: null });
    expect(flag?.text).toContain('2 tests');
    expect(more).toEqual([]);
    expect(kinds(deleted('tests/support.py', ['-def helper():']))).toEqual(['test_deleted']);
  });

  it('is none outside tests, nor in comments, fixtures and snapshots', () => {
    expect(weakenedTests(deleted('src/a.ts', ["-test('a', f);"]))).toEqual([]);
    expect(weakenedTests(diffOf('a.test.ts', ["-// test('a', f);"]))).toEqual([]);
    expect(weakenedTests(deleted('tests/fixtures/a.test.ts', ["-test('a', f);"]))).toEqual([]);
    expect(weakenedTests(deleted('tests/__snapshots__/a.snap', ['-exports[`a`]']))).toEqual([]);
  });

  it('is none in a renamed file, even with a name that git quotes', () => {
    const head = ['similarity index 100%', 'rename from a.test.ts', 'rename to "b\\tc.test.ts"'];
    expect(weakenedTests(`diff --git a/a.test.ts "b/b\\tc.test.ts"\n${head.join('\n')}\n`)).toEqual([]);
  });
});

describe('a case that is skipped or run alone', () => {
  it.each([
    ['a.test.ts', "+test.skip('adds', () => {"],
    ['a.test.ts', "+describe.only('sums', () => {"],
    ['a.test.ts', "+  xit('adds', () => {"],
    ['a.test.ts', "+  fit('adds', () => {"],
    ['a.test.ts', "+it.todo('adds');"],
    ['a.test.ts', "+test('adds', { skip: true }, () => {"],
    ['a.test.ts', '+  t.skip();'],
    ['test_a.py', '+@pytest.mark.skip(reason="later")'],
    ['test_a.py', '+@pytest.mark.xfail'],
    ['test_a.py', '+    self.skipTest("later")'],
    ['test_a.py', '+@unittest.skipIf(True, "later")'],
    ['a_test.go', '+\tt.Skip("later")'],
    ['a_test.go', '+//go:build ignore'],
    ['src/lib.rs', '+    #[ignore]'],
    ['ATest.java', '+    @Disabled("later")'],
    ['ATests.cs', '+    [Fact(Skip = "later")]'],
    ['a_spec.rb', "+  xit 'adds' do"],
    ['ATest.php', '+        $this->markTestSkipped();'],
    ['a_test.cc', '+TEST(Adder, DISABLED_Adds) {'],
  ])('shows in %s: %s', (path, line) => {
    expect(kinds(diffOf(path, [' context', line]))).toContain('test_skipped');
  });

  it.each([
    ['a.test.ts', "-test('adds', f);", "+test.skip('adds', f);"],
    ['a.test.ts', "-it('adds', f);", "+xit('adds', f);"],
    ['a_spec.rb', "-it 'adds' do", "+xit 'adds' do"],
    ['a_test.cc', '-TEST(Adder, Adds) {', '+TEST(Adder, DISABLED_Adds) {'],
  ])('is not also one that is gone in %s', (path, ...body) => {
    expect(kinds(diffOf(path, body))).toEqual(['test_skipped']);
  });

  it('is none when it was skipped before, or when a skip goes', () => {
    expect(kinds(diffOf('a.test.ts', ["-test.skip('a', f);", "+test.skip('a', f);"]))).toEqual([]);
    expect(kinds(diffOf('a.test.ts', ["-test.skip('a', f);", "+test('a', f);"]))).toEqual([]);
  });

  it('is none in code that skips something else', () => {
    expect(kinds(diffOf('src/list.ts', ['+  items.skip(3);', '+  test.skip();']))).toEqual([]);
    expect(kinds(diffOf('a.test.ts', ['+  // test.skip is not used here']))).toEqual([]);
  });
});

describe('an assertion', () => {
  it.each([
    ['a.test.ts', '-  expect(sum).toBe(2);'],
    ['test_a.py', '-    assert total == 2'],
    ['test_a.py', '-        self.assertEqual(total, 2)'],
    ['a_test.go', '-\t\tt.Fatalf("got %d", sum)'],
    ['src/lib.rs', '-        assert_eq!(sum, 2);'],
    ['ATest.java', '-        assertEquals(2, sum);'],
    ['a_test.cc', '-  EXPECT_EQ(sum, 2);'],
  ])('that is gone shows in %s: %s', (path, line) => {
    expect(kinds(diffOf(path, [' context', line, ' more']))).toEqual(['assertion_removed']);
  });

  it('that became another is none', () => {
    const body = ['-  expect(sum).toBe(2);', '+  expect(sum).toBe(3);'];
    expect(weakenedTests(diffOf('a.test.ts', body))).toEqual([]);
  });

  it('that moved within the tests is none', () => {
    const line = '  expect(sum).toBe(2);';
    expect(weakenedTests(diffOf('a.test.ts', [`-${line}`]) + diffOf('b.test.ts', [`+${line}`]))).toEqual([]);
  });

  it('fewer of them in one place show what is missing', () => {
    const body = ['-  expect(a).toBe(1);', '-  expect(b).toBe(2);', '+  expect(a).toBeDefined();'];
    expect(kinds(diffOf('a.test.ts', body))).toEqual(['assertion_removed']);
  });

  it.each([
    ['a.test.ts', '+  expect(true).toBe(true);'],
    ['a.test.ts', '+  expect(1).toBe(1);'],
    ['a.test.ts', '+  assert.ok(true);'],
    ['test_a.py', '+    assert True'],
    ['src/lib.rs', '+        assert!(true);'],
  ])('that proves nothing shows in %s: %s', (path, line) => {
    expect(kinds(diffOf(path, [line]))).toEqual(['assertion_removed']);
  });

  it('that proves nothing shows in the place of a real one', () => {
    const body = ['-  expect(sum).toBe(2);', '+  expect(true).toBe(true);'];
    expect(kinds(diffOf('a.test.ts', body))).toContain('assertion_removed');
  });
});

describe('a check that is loosened', () => {
  it.each([
    ['vitest.config.ts', '-      lines: 90,', '+      lines: 50,'],
    ['package.json', '-      "branches": 80', '+      "branches": 0'],
    ['pyproject.toml', '-fail_under = 95', '+fail_under = 60'],
  ])('shows a lower threshold in %s', (path, ...body) => {
    expect(kinds(diffOf(path, body))).toEqual(['check_changed']);
    expect(kinds(diffOf(path, [`-${body[1]?.slice(1)}`, `+${body[0]?.slice(1)}`]))).toEqual([]);
  });

  it.each([
    ['package.json', '-    "test": "vitest run",', '+    "test": "vitest run || true",'],
    ['package.json', '-    "test": "jest",', '+    "test": "jest --passWithNoTests",'],
    ['scripts/check.sh', '-exit $status', '+exit 0'],
    ['Makefile', '-\tgo test ./...', '+\tgo test ./... || true'],
    ['.github/workflows/ci.yml', '-      run: npm test', '+      continue-on-error: true'],
  ])('shows one that cannot fail in %s', (path, ...body) => {
    expect(kinds(diffOf(path, body))).toEqual(['check_changed']);
  });
});

describe('any diff', () => {
  const harmless = fc
    .array(
      fc.constantFrom('const sum = add(1, 1);', "test('adds', () => {", '  expect(sum).toBe(2);', '});', ''),
    )
    .filter((lines) => lines.length > 0);
  const path = fc.constantFrom(
    'a.test.ts',
    'src/a.ts',
    'tests/test_a.py',
    'package.json',
    'src/lib.rs',
    'run.sh',
  );

  it('that only adds lines without words for skipping has no flags', () => {
    fc.assert(
      fc.property(path, harmless, (name, lines) => {
        expect(
          weakenedTests(
            diffOf(
              name,
              lines.map((line) => `+${line}`),
            ),
          ),
        ).toEqual([]);
      }),
    );
  });

  it('is read without a fault, and bounded, whatever it holds', () => {
    const line = fc.oneof(
      fc.string(),
      fc.constantFrom(
        'diff --git a/a.test.ts b/a.test.ts',
        '@@ -1,9 +1,9 @@',
        '--- a/x',
        '+++ /dev/null',
        "-test('a'",
      ),
    );
    fc.assert(
      fc.property(fc.array(line, { maxLength: 300 }), (lines) => {
        expect(weakenedTests(lines.join('\n')).length).toBeLessThanOrEqual(200);
      }),
    );
  });

  it('is read in time, however its lines are made', () => {
    const slow = [
      '{'.repeat(5_000),
      "test 'a'".repeat(600),
      `expect(${'"'.repeat(5_000)}`,
      ' '.repeat(5_000),
      '('.repeat(5_000),
    ];
    const body = Array.from({ length: 2_000 }, (_none, index) => `+${slow[index % slow.length]}`);
    expect(weakenedTests(diffOf('a.test.ts', body)).length).toBeLessThanOrEqual(200);
  });
});
