using Pipeline.Composition;
using Pipeline.Console;
using Pipeline.HealthChecks;
using Pipeline.Logging;
using Pipeline.Observability;
using Pipeline.Settings;

namespace Pipeline.Hosting;

/// <summary>Builds the host of a running service: its parts, and the console over HTTP.</summary>
internal static class PipelineHost
{
    private static readonly TimeSpan ShutdownTimeout = TimeSpan.FromSeconds(15);

    /// <param name="settings">The settings.</param>
    /// <param name="database">The connection string of the database.</param>
    /// <param name="random">The source of jitter.</param>
    /// <param name="add">Adds the parts.</param>
    public static WebApplication Build(PipelineSettings settings, string database, Random random, Action<IServiceCollection> add)
    {
        // Empty, so that only the settings count: no ASPNETCORE_ variables, no appsettings.json.
        var builder = WebApplication.CreateEmptyBuilder(new() { ContentRootPath = AppContext.BaseDirectory });
        builder.Logging.AddPipelineLog(settings.Log, settings.LogFormat);
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(settings.ConsoleEndPoint);
        });
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = ShutdownTimeout);
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton<IHostLifetime, CommandLifetime>();
        builder.Services.AddSingleton(settings);
        builder.Services.AddSingleton(random);
        builder.Services.AddPipelineHealth(database);
        builder.AddPipelineTelemetry();
        add(builder.Services);
        builder.Services.AddConsole(settings.ConsoleAccess);

        var host = builder.Build();
        host.UseRouting();
        host.UseConsole();
        host.MapPipelineHealth();
        host.MapPipelineTelemetry();
        host.MapConsole();
        return host;
    }

    /// <summary>The command handles signals and stops the host itself.</summary>
    private sealed class CommandLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;
        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
