using System.Diagnostics;

namespace Pipeline.Benchmarks;

/// <summary>A server that runs as a process of its own, so that its processor time is its own.</summary>
internal abstract class ServerProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>What is not read to its end is closed at once, as a browser does.</summary>
    protected ServerProcess(Process process, Uri address) => (Process, Http) = (
        process,
        new HttpClient(new SocketsHttpHandler { ResponseDrainTimeout = TimeSpan.Zero }) { BaseAddress = address, Timeout = Patience });

    public HttpClient Http { get; }

    public TimeSpan ProcessorTime
    {
        get
        {
            Process.Refresh();
            return Process.TotalProcessorTime;
        }
    }

    protected Process Process { get; }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        using (Process)
        {
            AskToEnd();
            await Process.WaitForExitAsync();
        }
    }

    /// <summary>Asks the process to end by itself.</summary>
    protected abstract void AskToEnd();
}
