using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Interlude.Server;
using Interlude.World;

namespace Interlude.Tests.Server.Dialects.Plain;

/// <summary>Whatever three people type, and whatever becomes of the log meanwhile.</summary>
public class AnyLinesTests
{
    private static readonly string[] Verbs =
    [
        "help", "join", "part", "who", "list", "msg", "me", "topic", "nick", "away", "invite", "kick", "op", "lock",
        "unlock", "ping", "JOIN", "jion", "leave", "",
    ];

    private static readonly string[] Words =
    [
        "ana", "ANA", "bob", "cyd", "zoe", "7up", "#lobby", "#dev", "#DEV", "#tea", "dev", "#", "#a,b", "-", ".", "//",
        "hello", "\u001B[31mred", "\u202Ewer", "a\tb", "\u0003", "é", "",
    ];

    [Fact]
    public void No_lines_break_the_server_or_reach_a_terminal_harmfully_or_stay_unanswered()
    {
        Prop.ForAll(Arb.From(Step().ListOf(), WithoutOne), steps =>
        {
            var host = new RehearsedHost(new ServerLimits { AnswerPieceBytes = 40 });
            var people = new[] { host.Connect("ana"), host.Connect("bob"), host.Connect() };
            var everybody = people.ToList();
            foreach (var step in steps)
            {
                step.Take(host, people, everybody);
            }

            host.Log.Next = host.Log.Then = Rehearsed.Works;
            for (var round = 0; round == 0 || (round < 1000 && people.Any(host.IsPaused)); round++)
            {
                host.Drain();
                host.Pass(10_000);   // longer than the longest pause between two tries
            }

            AssertIsWell(host, people, everybody);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1000).WithEndSize(200));
    }

    private static IEnumerable<List<Deed>> WithoutOne(List<Deed> steps) =>
        steps.Select((_, index) => steps.Where((_, other) => other != index).ToList());

    private static void AssertIsWell(RehearsedHost host, ClientId[] people, List<ClientId> everybody)
    {
        Assert.Empty(host.Faults);
        Assert.DoesNotContain(people, host.IsPaused);
        foreach (var id in everybody)
        {
            Assert.DoesNotContain(host.Got(id), line => line.Length == 0 || line.EnumerateRunes().Any(IsDangerous));
            Assert.DoesNotContain(host.Done(id), done => IsAnswerDue(done.Line) && done.Answers == 0);
        }

        // Nobody is on a channel whose connection is gone.
        var present = host.Server.World.SeenBy(default).Channels()
            .SelectMany(channel => channel.Members).Select(member => member.Identity.Id).ToHashSet();
        Assert.True(present.Count <= people.Count(id => !host.IsClosed(id)));
    }

    // Said to others, a line has no answer; nor has an action, nor an empty line of somebody who has a name.
    private static bool IsAnswerDue(byte[] line)
    {
        var isCommand = line.AsSpan().StartsWith("/"u8) && !line.AsSpan().StartsWith("//"u8);
        var isAction = line.AsSpan().StartsWith("/me"u8);
        return (isCommand && !isAction) || !Text.TryCreate(line, out _);
    }

    private static bool IsDangerous(Rune rune) =>
        rune.Value is < 0x20 or (>= 0x7F and <= 0x9F) or 0x061C or 0x200E or 0x200F or (>= 0x2028 and <= 0x202E)
            or (>= 0x2066 and <= 0x2069);

    private static Gen<Deed> Step()
    {
        var who = Gen.Choose(0, 2);
        var command =
            from verb in Gen.Elements(Verbs)
            from words in Gen.Elements(Words).ListOf()
            select Encoding.UTF8.GetBytes($"/{verb} {string.Join(' ', words.Take(4))}");
        var name = Gen.Elements("ana", "ANA", "bob", "cyd", "7up", "René", "").Select(Encoding.UTF8.GetBytes);
        var text = UnicodeText.Arbitrary().Generator.Select(Encoding.UTF8.GetBytes);
        var bytes = Gen.Choose(0, 255).Select(unit => (byte)unit).ListOf().Select(units => units.ToArray());
        var end = Gen.Elements(".", "/quit", "/quit bye").Select(Encoding.UTF8.GetBytes);
        var line = Gen.Frequency((12, command), (3, name), (2, text), (2, bytes), (1, end));

        return Gen.Frequency(
            (20, from person in who from typed in line select (Deed)new Typed(person, typed)),
            (1, who.Select(person => (Deed)new Gone(person))),
            (2, Gen.Elements(Rehearsed.Works, Rehearsed.Works, Rehearsed.Fails, Rehearsed.Loses, Rehearsed.Repeats)
                .Select(outcome => (Deed)new LogChanged(outcome))),
            (2, Gen.Choose(1, 6000).Select(milliseconds => (Deed)new Waited(milliseconds))),
            (2, Gen.Constant((Deed)new Read())));
    }

    private abstract record Deed
    {
        public abstract void Take(RehearsedHost host, ClientId[] people, List<ClientId> everybody);
    }

    private sealed record Typed(int Person, byte[] Line) : Deed
    {
        public override void Take(RehearsedHost host, ClientId[] people, List<ClientId> everybody)
        {
            if (host.IsClosed(people[Person]))
            {
                everybody.Add(people[Person] = host.Connect());
            }

            host.Type(people[Person], Line);
        }

        public override string ToString() => $"{Person}> {Convert.ToHexString(Line)} {Encoding.UTF8.GetString(Line)}";
    }

    private sealed record Gone(int Person) : Deed
    {
        public override void Take(RehearsedHost host, ClientId[] people, List<ClientId> everybody) =>
            host.Reset(people[Person]);
    }

    private sealed record LogChanged(Rehearsed Outcome) : Deed
    {
        public override void Take(RehearsedHost host, ClientId[] people, List<ClientId> everybody) =>
            host.Log.Next = host.Log.Then = Outcome;
    }

    private sealed record Waited(int Milliseconds) : Deed
    {
        public override void Take(RehearsedHost host, ClientId[] people, List<ClientId> everybody) =>
            host.Pass(Milliseconds);
    }

    private sealed record Read : Deed
    {
        public override void Take(RehearsedHost host, ClientId[] people, List<ClientId> everybody) => host.Drain();
    }
}
