using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Pipeline.Benchmarks;

/// <summary>
/// The baseline of the API: a process with ASP.NET Core and nothing else. It answers with the same bytes, holds long polls for as long, and
/// sends events as rarely.
/// </summary>
internal sealed class BareServer : ServerProcess
{
    public const string Command = "serve-bytes";

    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(15);

    private BareServer(Process process, Uri address)
        : base(process, address)
    {
    }

    /// <param name="file">Holds the bytes that it answers with.</param>
    public static async Task<BareServer> StartAsync(string file)
    {
        var process = Process.Start(new ProcessStartInfo("dotnet", [typeof(BareServer).Assembly.Location, Command, file])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        return new(process, new((await process.StandardOutput.ReadLineAsync())!));
    }

    /// <summary>Serves until nobody holds the other end of standard input.</summary>
    public static async Task ServeAsync(string file)
    {
        var bytes = await File.ReadAllBytesAsync(file);
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        app.MapGet("/", () => Results.Bytes(bytes, "application/json"));
        app.MapGet("/wait", async (HttpContext http) =>
        {
            await Task.Delay(Poll, TimeProvider.System, http.RequestAborted);
            return Results.StatusCode(StatusCodes.Status304NotModified);
        });
        app.MapGet("/events", (HttpContext http) => TypedResults.ServerSentEvents(BeatsAsync(http.RequestAborted)));
        await app.StartAsync();
        System.Console.WriteLine(app.Urls.Single());
        await System.Console.In.ReadToEndAsync();
    }

    protected override void AskToEnd() => Process.StandardInput.Close();

    private static async IAsyncEnumerable<string> BeatsAsync(
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        for (var number = 0; ; number++)
        {
            yield return number.ToString(CultureInfo.InvariantCulture);
            await Task.Delay(Beat, TimeProvider.System, cancel);
        }
    }
}
