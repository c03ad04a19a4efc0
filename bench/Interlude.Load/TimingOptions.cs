using System.CommandLine;
using Interlude.Load.Driving;

namespace Interlude.Load;

/// <summary>How long, how much and with what, as options.</summary>
internal sealed class TimingOptions
{
    private readonly Option<double> _warmUp = new("--warm-up") { Description = "Seconds of talk before anything is measured.", DefaultValueFactory = _ => 3 };
    private readonly Option<double> _settle = new("--settle") { Description = "Seconds by which the warm-up may be longer while the server still gets faster.", DefaultValueFactory = _ => 30 };
    private readonly Option<double> _seconds = new("--seconds") { Description = "Seconds that are measured at full load, and as many at the fixed rate.", DefaultValueFactory = _ => 5 };
    private readonly Option<int> _windows = new("--windows") { Description = "Times that it may be measured at full load until no other machine shares the server's core for more than a tenth of it; the one that was shared least counts.", DefaultValueFactory = _ => 8 };
    private readonly Option<long> _loneCore = new("--lone-core") { Description = "Nanoseconds of the loop that looks for others on the core, on a core alone; 0: not known.", Hidden = true };
    private readonly Option<int> _messages = new("--messages") { Description = "Messages of each sender at full load, instead of a time; without warm-up and fixed rate." };
    private readonly Option<double> _rate = new("--rate") { Description = "Deliveries a second offered at the fixed rate; 0 takes half of what was reached." };
    private readonly Option<double> _limit = new("--limit") { Description = "Seconds for registration, and without progress, after which a run is given up.", DefaultValueFactory = _ => 60 };
    private readonly Option<bool> _tags = new("--tags") { Description = "Every other client asks for server-time, message-tags and echo-message." };

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { _warmUp, _settle, _seconds, _windows, _loneCore, _messages, _rate, _limit, _tags })
        {
            command.Add(option);
        }
    }

    public bool Tags(ParseResult parsed) => parsed.GetValue(_tags);

    public DriveOptions Apply(DriveOptions options, ParseResult parsed) => options with
    {
        WarmUpSeconds = parsed.GetValue(_warmUp),
        SettleSeconds = parsed.GetValue(_settle),
        Seconds = parsed.GetValue(_seconds),
        Windows = parsed.GetValue(_windows),
        LoneCore = parsed.GetValue(_loneCore),
        Messages = parsed.GetValue(_messages),
        Rate = parsed.GetValue(_rate),
        LimitSeconds = parsed.GetValue(_limit),
        Tags = parsed.GetValue(_tags),
    };
}
