using Pipeline.Console;
using Pipeline.Console.Access;
using Pipeline.Databases;
using Pipeline.Health;
using Pipeline.Logging;
using Pipeline.Observability;
using Pipeline.Settings;

namespace Pipeline.Up;

/// <summary>The host of a running pipeline or service: its parts, and the console over HTTP.</summary>
internal static class PipelineHost
{
    private static readonly TimeSpan StopWithin = TimeSpan.FromSeconds(15);

    /// <param name="settings">What was set.</param>
    /// <param name="database">The connection string of the database.</param>
    /// <param name="add">Adds the parts.</param>
    public static WebApplication Build(PipelineSettings settings, string database, Action<IServiceCollection> add)
    {
        // Empty, so that nothing but the settings decides: no ASPNETCORE_ variables, no appsettings.json.
        var builder = WebApplication.CreateEmptyBuilder(new() { ContentRootPath = AppContext.BaseDirectory });
        builder.Logging.AddPipelineLog(settings.Log);
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(Ports.ConsoleOf(settings));
        });
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = StopWithin);
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton<IHostLifetime, CommandLifetime>();
        builder.Services.AddSingleton(settings);
        builder.Services.AddPipelineHealth(database);
        builder.AddPipelineTelemetry();
        add(builder.Services);
        builder.Services.AddConsole(ConsoleOf(settings), new DatabasePulse(database));

        var host = builder.Build();
        host.UseRouting();
        host.MapPipelineHealth();
        host.MapPipelineTelemetry();
        host.MapConsole();
        return host;
    }

    private static ConsoleSettings ConsoleOf(PipelineSettings settings) => new()
    {
        Domain = settings.Domain,
        Token = settings.ConsoleToken,
        IdentityHeader = settings.ConsoleIdentityHeader,
        Proxy = settings.ConsoleProxy,
        IsOpen = settings.ConsoleIsOpen,
    };

    /// <summary>The command itself listens to signals and stops the host.</summary>
    private sealed class CommandLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;
        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
