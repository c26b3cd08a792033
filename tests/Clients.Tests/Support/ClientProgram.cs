using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace Pipeline.Clients.Tests.Support;

/// <summary>A program of this machine that runs until it is stopped.</summary>
internal sealed class ClientProgram : IAsyncDisposable
{
    private static readonly TimeSpan EndsWithin = TimeSpan.FromSeconds(10);

    private readonly Process process;
    private readonly ConcurrentQueue<string> said = [];
    private readonly Task listening;

    private ClientProgram(IReadOnlyList<string> command, Action<string>? hear)
    {
        Demand(command[0]);
        process = Process.Start(new ProcessStartInfo(ShellCommand.Find(command[0])!, command.Skip(1))
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        listening = Task.WhenAll(
            ListenAsync(process.StandardOutput, hear ?? said.Enqueue), ListenAsync(process.StandardError, said.Enqueue));
    }

    /// <summary>What it said on standard error, and on standard output where nobody else listens.</summary>
    public string Said => string.Join('\n', said);

    /// <summary>Starts a program.</summary>
    /// <param name="command">Its name and its arguments.</param>
    /// <param name="hear">Takes each line of its standard output; null to keep them.</param>
    public static ClientProgram Start(IReadOnlyList<string> command, Action<string>? hear = null) => new(command, hear);

    /// <summary>Starts a program that resolves names as a machine does whose <c>/etc/resolv.conf</c> names a resolver.</summary>
    public static ClientProgram StartAsking(RunningResolver resolver, IReadOnlyList<string> command, Action<string>? hear = null)
    {
        Demand(command[0]);
        return new([.. Asking(resolver), .. command], hear);
    }

    /// <summary>Runs such a program to its end.</summary>
    /// <returns>What it wrote to standard output.</returns>
    public static Task<string> RunAskingAsync(RunningResolver resolver, IReadOnlyList<string> command)
    {
        Demand(command[0]);
        string[] whole = [.. Asking(resolver), .. command];
        return ShellCommand.RunAsync(whole[0], whole.Skip(1));
    }

    /// <summary>What a program is started by so that it asks a resolver.</summary>
    public static string[] Asking(RunningResolver resolver) =>
        ["unshare", "--mount", "sh", "-c", "mount --bind \"$0\" /etc/resolv.conf && exec \"$@\"", resolver.ResolvConf];

    private static void Demand(string program)
    {
        if (!ShellCommand.Exists(program)) MissingPart.Skip($"{program} is not installed");
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
            await ShellCommand.RunAsync("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]);
        using var deadline = new CancellationTokenSource(EndsWithin, TimeProvider.System);
        await process.WaitForExitAsync(deadline.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!process.HasExited) process.Kill(entireProcessTree: true);
        await listening;
        if (TestContext.Current is { TestState.Result: TestResult.Failed, TestOutputHelper: { } output })
            output.WriteLine($"{string.Join(' ', process.StartInfo.ArgumentList)} said:\n{Said}");
        process.Dispose();
    }

    private static async Task ListenAsync(StreamReader stream, Action<string> hear)
    {
        while (await stream.ReadLineAsync() is { } line) hear(line);
    }
}
