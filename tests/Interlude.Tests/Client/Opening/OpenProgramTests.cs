using System.Diagnostics;
using System.Text;
using Interlude.Client.Destinations;
using Interlude.Client.Opening;
using Interlude.Lines;
using Interlude.Tests.Lines;

namespace Interlude.Tests.Client.Opening;

public class OpenProgramTests
{
    [Fact]
    public async Task A_program_answers_and_ends_with_its_input()
    {
        var connection = await OpenAsync("while read -r line; do echo \"got $line\"; done; echo bye; exit 3");
        var program = Assert.IsType<ProgramTransport>(connection.Transport);

        Assert.Equal("got hi", await EchoServer.AskAsync(connection, "hi"));
        Assert.True(await connection.CompleteAsync().AsTask().WaitAsync(Peers.Limit));
        Assert.Equal(["bye"], await Peers.ReadLinesAsync(connection).WaitAsync(Peers.Limit));
        Assert.Equal(3, await program.Exited.WaitAsync(Peers.Limit));
        Assert.Equal(LineCloseKind.PeerClosed, (await connection.CloseAsync().WaitAsync(Peers.Limit)).Kind);
        Assert.True(program.TookAll);
    }

    [Fact]
    public async Task What_it_wrote_before_it_stopped_reading_is_not_lost()
    {
        var connection = await OpenAsync("head -n 1; exec 0<&-; sleep 0.2; echo more");
        var program = Assert.IsType<ProgramTransport>(connection.Transport);
        var line = new byte[1000];
        Array.Fill(line, (byte)'a');

        Assert.True(await connection.WriteLineAsync("first"u8.ToArray()));
        for (var i = 0; program.TookAll; i++)
        {
            Assert.True(i < 10_000);
            Assert.True(await connection.WriteLineAsync(line).AsTask().WaitAsync(Peers.Limit));
        }

        Assert.Equal(["first", "more"], await Peers.ReadLinesAsync(connection).WaitAsync(Peers.Limit));
        await connection.CloseAsync().WaitAsync(Peers.Limit);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task One_that_does_not_end_is_killed_with_those_it_started(bool abort)
    {
        var time = new ManualTime();
        var connection = await OpenAsync("sleep 1000 & echo $!; wait; sleep 1000", new LineConnectionOptions
        {
            TimeProvider = time,
            LingerTime = TimeSpan.FromSeconds(3),
        });
        var program = Assert.IsType<ProgramTransport>(connection.Transport);
        var line = await connection.ReadLineAsync().AsTask().WaitAsync(Peers.Limit);
        using var started = Process.GetProcessById(int.Parse(Encoding.ASCII.GetString(line!.Value.Span), null));

        if (abort)
        {
            connection.Abort();
        }
        else
        {
            connection.Close();
            await time.UntilDueInAsync(TimeSpan.FromSeconds(3)).WaitAsync(Peers.Limit);
            Assert.False(program.Exited.IsCompleted);
            time.Advance(TimeSpan.FromSeconds(3));
        }

        Assert.Equal(128 + ChildProcess.SigKill, await program.Exited.WaitAsync(Peers.Limit));
        await started.WaitForExitAsync().WaitAsync(Peers.Limit);
        await connection.Completion.WaitAsync(Peers.Limit);
    }

    [Fact]
    public async Task One_that_has_ended_its_output_is_given_time()
    {
        var time = new ManualTime();
        var connection = await OpenAsync("exec 1>&-; exec sleep 1000", new LineConnectionOptions
        {
            TimeProvider = time,
            LingerTime = TimeSpan.FromSeconds(3),
        });
        var program = Assert.IsType<ProgramTransport>(connection.Transport);
        Assert.Null(await connection.ReadLineAsync().AsTask().WaitAsync(Peers.Limit));

        connection.Close();
        await time.UntilDueInAsync(TimeSpan.FromSeconds(3)).WaitAsync(Peers.Limit);
        Assert.False(program.Exited.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(3));

        Assert.Equal(128 + ChildProcess.SigKill, await program.Exited.WaitAsync(Peers.Limit));
    }

    [Fact]
    public async Task Nothing_is_started_for_one_who_has_given_up()
    {
        using var folder = new TemporaryFolder();
        var trace = Path.Combine(folder.Path, "trace");

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Opener.OpenAsync(
            new Destination.Program($"echo x > '{trace}'"), new OpenOptions(), new CancellationToken(canceled: true)));

        Assert.False(File.Exists(trace));
    }

    [Fact]
    public void One_that_cannot_be_started_is_told()
    {
        var failure = Assert.Throws<OpenException>(() =>
            ProgramTransport.Start(new ProcessStartInfo("/nowhere/sh"), "it", new LineConnectionOptions()));

        Assert.Equal("/nowhere/sh cannot be started: No such file or directory", failure.Message);
    }

    private static Task<LineConnection> OpenAsync(string command, LineConnectionOptions? connection = null) => Opener.OpenAsync(
        new Destination.Program(command), new OpenOptions { Client = new() { Connection = connection ?? new() } }, CancellationToken.None);
}
