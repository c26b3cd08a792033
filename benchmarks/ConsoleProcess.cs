using System.Diagnostics;
using System.Net.ServerSentEvents;

namespace Pipeline.Benchmarks;

/// <summary><c>pipeline console</c> as a process of its own, on a free port.</summary>
internal sealed class ConsoleProcess : ServerProcess
{
    private ConsoleProcess(Process process, Uri address)
        : base(process, address)
    {
    }

    public static async Task<ConsoleProcess> StartAsync(string database, params string[] options)
    {
        var command = Path.Combine(AppContext.BaseDirectory, "pipeline.dll");
        string[] arguments = [command, "console", "--console", "http://127.0.0.1:0", "--log", "Error", .. options];
        var process = Process.Start(new ProcessStartInfo("dotnet", arguments)
        {
            RedirectStandardOutput = true,
            Environment = { ["Pipeline__Database"] = database },
        })!;
        var ready = await process.StandardOutput.ReadLineAsync()
            ?? throw new InvalidOperationException("the console ended before it was ready");
        return new ConsoleProcess(process, new Uri(ready.Split("console ")[1].Split(' ')[0]));
    }

    /// <summary>Opens a page's live stream, and closes it after its first message.</summary>
    public async Task FirstMessageAsync(string address)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address) { Headers = { { "Accept", "text/event-stream" } } };
        using var answer = await Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        await using var stream = await answer.Content.ReadAsStreamAsync();
        await foreach (var _ in SseParser.Create(stream).EnumerateAsync()) return;
    }

    /// <summary>Keeps a page open, as a browser does.</summary>
    /// <returns>Two tasks: that it has begun, and that it has ended.</returns>
    public (Task Begun, Task Ended) FollowAsync(string address, CancellationToken end)
    {
        var begun = new TaskCompletionSource();
        return (begun.Task, ReadAsync());

        async Task ReadAsync()
        {
            try
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, address) { Headers = { { "Accept", "text/event-stream" } } };
                using var answer = await Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, end);
                await using var stream = await answer.Content.ReadAsStreamAsync(end);
                var buffer = new byte[64 * 1024];
                while (await stream.ReadAsync(buffer, end) > 0) begun.TrySetResult();
            }
            catch (OperationCanceledException)
            {
                // That is its end.
            }
            finally
            {
                begun.TrySetResult();
            }
        }
    }

    protected override void AskToEnd() => Process.Start("kill", ["-TERM", Process.Id.ToString()]).Dispose();
}
