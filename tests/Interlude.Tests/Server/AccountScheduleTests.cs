using System.Text;
using Interlude.Server;
using Interlude.Simulation;

namespace Interlude.Tests.Server;

/// <summary>
/// Many clients on a few accounts, in any order, while the log now and then fails, loses or repeats an append: whatever was asked,
/// what clients were told of who they are is what the world says, and nobody takes a nick that is another's.
/// </summary>
public class AccountScheduleTests
{
    private static readonly string[] Names = ["ana", "bob", "cyd"];

    public static TheoryData<ulong> Seeds => [1, 2, 3, 4, 5, 6, 7, 8];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void What_clients_were_told_is_so(ulong seed) => new Schedule(seed).Run();

    private sealed class Schedule(ulong seed)
    {
        private readonly Chance _chance = new(seed);
        private readonly RehearsedHost _host = new(new ServerLimits { LineBurst = 100_000 });
        private readonly Dictionary<ClientId, Belief> _beliefs = [];
        private readonly HashSet<string> _foreign = new(StringComparer.Ordinal);
        private int _met;

        public void Run()
        {
            for (var step = 0; step < 2500; step++)
            {
                Step();
                Check();
            }

            Assert.Empty(_host.Faults.Select(fault => $"{fault.Doing}: {fault.Exception}"));
            Assert.True(_met > 100, $"seed {seed}: only {_met} logins say little.");
        }

        private void Step()
        {
            foreach (var gone in _beliefs.Keys.Where(_host.IsClosed).ToList())
            {
                _beliefs.Remove(gone);
            }

            _host.Log.Next = _chance.Below(12) switch { 0 => Rehearsed.Fails, 1 => Rehearsed.Repeats, 2 => Rehearsed.Loses, _ => Rehearsed.Works };
            _host.Log.Then = Rehearsed.Works;
            if (_beliefs.Count < 6 && _chance.OneIn(3))
            {
                Come();
            }
            else if (_beliefs.Count > 0)
            {
                var client = _chance.Pick(_beliefs.Keys.ToList());
                if (_chance.OneIn(60))
                {
                    _host.Reset(client);
                }
                else
                {
                    _host.Type(client, Line());
                }
            }

            _host.Pass(6000);   // whatever was to be tried again has been
            _host.Drain();
        }

        private void Come()
        {
            var (id, name) = (_host.Connect(PeerDialect.Irc), Name());
            _beliefs.Add(id, new Belief());
            string[] lines = _chance.Below(3) switch
            {
                0 => [$"NICK {name}", $"USER {name} 0 * :x"],
                1 => [$"PASS {name}:{Password()}", $"NICK {Name()}", $"USER {name} 0 * :x"],
                _ => ["CAP REQ :sasl account-notify", $"NICK {Name()}", $"USER {name} 0 * :x", "AUTHENTICATE PLAIN", Response(name), "CAP END"],
            };
            foreach (var line in lines)
            {
                if (!_host.IsClosed(id))
                {
                    _host.Type(id, line);
                }
            }
        }

        private string Line() => _chance.Below(22) switch
        {
            0 => $"REGISTER {(_chance.OneIn(2) ? "*" : Name())} * {Password()}",
            1 or 2 => $"NS IDENTIFY {Name()} {Password()}",
            3 => "NS LOGOUT",
            4 or 5 => $"NICK {Name()}",
            6 => $"NICK guest{_chance.Below(9)}",
            7 => "AUTHENTICATE PLAIN",
            8 or 9 => Response(Name()),
            10 => $"NS GHOST {Name()}",
            11 => $"NS RECOVER {Name()}",
            12 => $"NS GROUP {(_chance.OneIn(2) ? Name() : $"guest{_chance.Below(9)}")}",
            13 => $"NS UNGROUP {Name()}",
            14 => $"NS SET ALWAYS-ON {(_chance.OneIn(2) ? "on" : "off")}",
            15 => $"NS DROP {Name()}",
            16 => "QUIT",
            17 => $"NS SET PASSWORD {Password()}",
            18 => "CAP REQ :sasl account-notify",
            19 or 20 => $"JOIN #{_chance.Below(3)}",
            _ => $"PRIVMSG {Name()} :hello",
        };

        private string Name() => _chance.Pick(Names);

        private string Password() => _chance.OneIn(4) ? "wrong-one" : "right-one";

        private string Response(string name) =>
            $"AUTHENTICATE {Convert.ToBase64String(Encoding.UTF8.GetBytes($"\0{name}\0{Password()}"))}";

        private void Check()
        {
            var view = _host.Server.World.SeenWhole();
            WorldInvariants.Check(_host.Server.World, view.Users().Select(user => user.Identity.Id));
            foreach (var (id, belief) in _beliefs.Where(known => !_host.IsClosed(known.Key)))
            {
                _met += belief.Take(_host.Got(id));
                if (belief.IsRegistered)
                {
                    var user = view.Find(Tests.Support.Names.Nick(belief.Nick));
                    Assert.True(user is { Devices: > 0 }, $"seed {seed}: {belief.Nick} is nobody");
                    Assert.True(belief.Account == user.Identity.Account?.Name.Value, $"seed {seed}: {belief.Nick} was told {belief.Account}, and is {user.Identity.Account}");
                }
            }

            // Who has a foreign nick has kept it, by logging out or in to another account: nobody takes one.
            var foreign = view.Users().Where(user => view.FindAccount(user.Identity.Nick) is { } owner && owner.Identity.Id != user.Identity.Account?.Id)
                .Select(user => $"{user.Identity.Id.Sequence} {user.Identity.Nick.Key}").ToHashSet(StringComparer.Ordinal);
            Assert.All(foreign.Except(_foreign), taken => Assert.Contains(taken, _had));
            _foreign.Clear();
            _foreign.UnionWith(foreign);
            _had = view.Users().Select(user => $"{user.Identity.Id.Sequence} {user.Identity.Nick.Key}").ToHashSet(StringComparer.Ordinal);
        }

        private HashSet<string> _had = new(StringComparer.Ordinal);
    }

    /// <summary>What a client was told of itself.</summary>
    private sealed class Belief
    {
        private int _read;

        public bool IsRegistered { get; private set; }

        public string Nick { get; private set; } = "*";

        public string? Account { get; private set; }

        /// <summary>Reads on, and says how often it was told that it is logged in.</summary>
        public int Take(IReadOnlyList<string> lines)
        {
            var logins = 0;
            for (; _read < lines.Count; _read++)
            {
                switch (lines[_read].Split(' '))
                {
                    case [_, "001", var nick, ..]:
                        (IsRegistered, Nick) = (true, nick);
                        break;
                    case [_, "900", _, _, var account, ..]:
                        (Account, logins) = (account, logins + 1);
                        break;
                    case [_, "901", ..]:
                        Account = null;
                        break;
                    case [var source, "NICK", var nick] when source.StartsWith($":{Nick}!", StringComparison.Ordinal):
                        Nick = nick[1..];
                        break;
                }
            }

            return logins;
        }
    }
}
