using Pipeline.Composition;
using Pipeline.Health;
using Pipeline.Logging;
using Pipeline.Pages;

namespace Pipeline.Up;

/// <summary>The host of a running pipeline: its parts, and the console over HTTP.</summary>
internal static class PipelineHost
{
    private static readonly TimeSpan StopWithin = TimeSpan.FromSeconds(15);

    public static WebApplication Build(IParts parts, UpPlan plan)
    {
        // Empty, so that nothing but the settings decides: no ASPNETCORE_ variables, no appsettings.json.
        var builder = WebApplication.CreateEmptyBuilder(new() { ContentRootPath = AppContext.BaseDirectory });
        builder.Logging.AddPipelineLog(plan.Settings.Log);
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(Ports.ConsoleOf(plan.Settings));
        });
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = StopWithin);
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton<IHostLifetime, CommandLifetime>();
        builder.Services.AddSingleton(plan);
        builder.Services.AddPipelineHealth(plan.Database);
        builder.Services.AddConsolePages();
        parts.Add(builder.Services, plan);

        var host = builder.Build();
        host.UseRouting();
        host.MapPipelineHealth();
        host.MapConsolePages();
        return host;
    }

    /// <summary>The command itself listens to signals and stops the host.</summary>
    private sealed class CommandLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;
        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
