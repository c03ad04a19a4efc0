using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Interlude.Tests.Tidy;
using Interlude.World.Unicode;

namespace Interlude.Tests.World.Unicode;

/// <summary>
/// The committed tables against what they were, and, where the machine has them, against sources that are not ours.
/// </summary>
public sealed class UnicodeTablesTests
{
    private const string Database = "/usr/share/unicode";

    // Each line: what was folded, a space, its fold by Python's own tables; code points in hexadecimal, joined by
    // commas. First every assigned code point but private use, then sequences of those that decompose or combine,
    // from a fixed seed, each also in the composed and decomposed forms, which must fold the same.
    private const string FoldByPython = """
        import random, unicodedata
        from unicodedata import normalize, category
        def fold(x):
            return normalize('NFKD', normalize('NFKD', normalize('NFD', x).casefold()).casefold())
        def show(x):
            return ','.join('%X' % ord(c) for c in x)
        known = [chr(c) for c in range(0x110000) if category(chr(c)) not in ('Cn', 'Co', 'Cs')]
        print(unicodedata.unidata_version)
        for c in known:
            print(show(c), show(fold(c)))
        lively = [c for c in known if fold(c) != c or unicodedata.combining(c)]
        marks = [c for c in known if unicodedata.combining(c)]
        chance = random.Random(1)
        for _ in range(20000):
            x = ''.join(chance.choice(chance.choice((lively, marks))) for _ in range(chance.randint(2, 7)))
            for form in (x, normalize('NFC', x), normalize('NFD', x)):
                print(show(form), show(fold(x)))
        """;

    /// <summary>
    /// Names in data that exists were judged by these tables: they are frozen. Other tables need a rules version of
    /// their own, beside these (<c>docs/ARCHITECTURE.md</c>, rules 4 and 6).
    /// </summary>
    [Fact]
    public void The_fold_and_the_kinds_of_Unicode_15_are_frozen()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var rune in UnicodeText.AllRunes())
        {
            var isSeen = CodePoints.IsInvisible(rune.Value) ? 0 : 1;
            hash.AppendData([(byte)CodePoints.GetKind(rune.Value), (byte)isSeen]);
            hash.AppendData(Encoding.UTF8.GetBytes(Fold.Of(rune.ToString())));
        }

        Assert.Equal("15.0.0", Fold.UnicodeVersion);
        Assert.Equal("C9619580384AAA78085EB36EE85C8762", Convert.ToHexString(hash.GetHashAndReset())[..32]);
    }

    [Fact]
    public async Task Python_folds_every_code_point_it_knows_and_many_sequences_alike()
    {
        var (_, output) = await RunPythonAsync("-c", FoldByPython);
        using var lines = new StringReader(output);
        var version = Version.Parse(lines.ReadLine()!);

        // Normalization and folding of an assigned code point never change (https://www.unicode.org/policies/), so an
        // older Python knows a part of what we know; a newer one knows more.
        Assert.SkipWhen(version > Version.Parse(Fold.UnicodeVersion), $"python3 has the newer Unicode {version}.");

        var count = 0;
        while (lines.ReadLine() is { } line)
        {
            var (text, folded) = (Parse(line.Split(' ')[0]), Parse(line.Split(' ')[1]));
            if (Fold.Of(text) != folded)
            {
                Assert.Fail($"Python {version}: {line}");
            }

            count++;
        }

        Assert.True(count > 190_000, $"Python printed only {count} lines.");
    }

    [Fact]
    public void Every_line_of_UnicodeData_has_its_kind()
    {
        SkipWithoutDatabase();
        var kinds = new Dictionary<int, CodePointKind>();
        var first = 0;
        foreach (var line in File.ReadLines($"{Database}/UnicodeData.txt"))
        {
            var fields = line.Split(';');
            var codePoint = int.Parse(fields[0], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            first = fields[1].EndsWith("First>", StringComparison.Ordinal) ? codePoint : first;
            var from = fields[1].EndsWith("Last>", StringComparison.Ordinal) ? first : codePoint;
            for (var each = from; each <= codePoint; each++)
            {
                kinds[each] = KindOf(fields[2]);
            }
        }

        for (var codePoint = 0; codePoint <= 0x10FFFF; codePoint++)
        {
            if (CodePoints.GetKind(codePoint) != kinds.GetValueOrDefault(codePoint))
            {
                Assert.Fail($"U+{codePoint:X4} is {CodePoints.GetKind(codePoint)}");
            }
        }
    }

    [Fact]
    public async Task The_committed_tables_are_what_the_generator_writes()
    {
        SkipWithoutDatabase();

        var (status, output) = await RunPythonAsync(Path.Combine("eng", "unicode-tables"), "--check", Database);

        Assert.True(status == 0, output);
    }

    private static void SkipWithoutDatabase()
    {
        var file = $"{Database}/CaseFolding.txt";
        var head = File.Exists(file) ? File.ReadLines(file).First() : "";
        Assert.SkipUnless(
            head.Contains($"-{Fold.UnicodeVersion}.", StringComparison.Ordinal),
            $"{Database} does not hold Unicode {Fold.UnicodeVersion} (Debian: unicode-data).");
    }

    private static Task<(int ExitCode, string Output)> RunPythonAsync(params string[] arguments) => OutsideProgram.RunAsync(
        RepositoryTree.Root, TimeSpan.FromMinutes(5), new Dictionary<string, string?>(), Requires.Program("python3"), arguments);

    private static string Parse(string codePoints) => string.Concat(
        codePoints.Split(',').Select(
            each => char.ConvertFromUtf32(int.Parse(each, NumberStyles.HexNumber, CultureInfo.InvariantCulture))));

    private static CodePointKind KindOf(string category) => category switch
    {
        "Mc" => CodePointKind.SpacingMark,
        "Nd" => CodePointKind.DecimalDigit,
        _ => category[0] switch
        {
            'L' => CodePointKind.Letter,
            'M' => CodePointKind.NonspacingMark,
            'N' => CodePointKind.OtherNumber,
            'P' => CodePointKind.Punctuation,
            'S' => CodePointKind.Symbol,
            _ => CodePointKind.Other,
        },
    };
}
