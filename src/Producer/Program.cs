using System.Collections;
using System.Runtime.InteropServices;
using Pipeline.Producer.Running;

namespace Pipeline.Producer;

/// <summary>The host agent as an executable.</summary>
internal static class Program
{
    private static async Task<int> Main(string[] arguments)
    {
        using var traces = TraceIds.Keep(Telemetry.Name);
        using var stop = new CancellationTokenSource();
        using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, Ask);
        using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Ask);
        return await AgentCommand.RunAsync(arguments, Variables(), Console.Out, Console.Error, stop.Token);

        // A clean stop is asked for, and the handler returns at once; a second Ctrl-C ends the process as ever. A second SIGTERM does not: it
        // would take from the host what it has to say when it leaves.
        void Ask(PosixSignalContext signal)
        {
            if (stop.IsCancellationRequested && signal.Signal is PosixSignal.SIGINT) return;
            signal.Cancel = true;
            ThreadPool.QueueUserWorkItem(_ => stop.Cancel());
        }
    }

    private static Dictionary<string, string> Variables() =>
        Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().ToDictionary(entry => (string)entry.Key, entry => (string?)entry.Value ?? "");
}
