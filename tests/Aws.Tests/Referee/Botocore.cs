using System.Diagnostics;
using System.Text.Json.Nodes;
using Pipeline.Tests.RealParts;

namespace Pipeline.Aws.Tests.Referee;

/// <summary>
/// botocore, AWS's own client for Python, with its models of the services, in the Python that runs moto_server. It is asked in JSON, a line
/// a question (<c>Referee/Python</c>).
/// </summary>
public sealed class Botocore : IAsyncDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    private readonly SemaphoreSlim turn = new(1);
    private Process? python;

    /// <summary>Asks a question.</summary>
    /// <exception cref="InvalidOperationException">The question cannot be answered.</exception>
    public async Task<JsonNode> AskAsync(JsonObject question)
    {
        await turn.WaitAsync();
        try
        {
            python ??= Start();
            await python.StandardInput.WriteLineAsync(question.ToJsonString());
            await python.StandardInput.FlushAsync();
            var line = await python.StandardOutput.ReadLineAsync().WaitAsync(Deadline, TimeProvider.System);
            if (line is null) Miss();
            var reply = JsonNode.Parse(line!)!;
            return reply is JsonObject members && members["unanswered"] is { } fault
                ? throw new InvalidOperationException(fault.GetValue<string>())
                : reply;
        }
        finally
        {
            turn.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        turn.Dispose();
        if (python is null) return;
        python.StandardInput.Close();
        await python.WaitForExitAsync().WaitAsync(Deadline, TimeProvider.System);
        python.Dispose();
    }

    private static void Miss() => MissingPart.Skip("botocore is not installed where moto_server is: pip install 'moto[server]'");

    private static Process Start()
    {
        if (!ShellCommand.Exists("moto_server")) Miss();
        return Process.Start(new ProcessStartInfo("moto_server")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            Environment =
            {
                ["PYTHONPATH"] = Path.Combine(AppContext.BaseDirectory, "Referee", "Python"),
                ["PYTHONDONTWRITEBYTECODE"] = "1",
                ["PYTHONIOENCODING"] = "utf-8",
            },
        })!;
    }
}
