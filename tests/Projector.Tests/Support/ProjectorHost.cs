using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Pipeline.History;
using Pipeline.Projector.Registry;
using Pipeline.Projector.Settings;
using Pipeline.Store;

namespace Pipeline.Projector.Tests.Support;

/// <summary>A projector on an in-memory bus and a zone of the caller's.</summary>
internal static class ProjectorHost
{
    public static async Task<Microsoft.Extensions.Hosting.IHost> StartAsync(
        ProjectorSettings settings, string database, Action<IServiceCollection> addZone, Action<IServiceCollection>? replace = null)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Services.AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance); // outlives the host, as MassTransit's ambient log does
        builder.Services.AddSingleton(TimeProvider.System);
        addZone(builder.Services);
        builder.Services.AddPostgresRegistry(database);
        builder.Services.AddRegistryReader(settings.Domain);
        builder.Services.AddProjector(settings);
        builder.Services.AddMassTransit(bus =>
        {
            bus.AddProjectorConsumers();
            bus.UsingInMemory((context, transport) =>
            {
                transport.UseFactsJson();
                transport.ConfigureEndpoints(context);
            });
        });

        replace?.Invoke(builder.Services);

        // What is published before the consumers listen is lost.
        builder.Services.Configure<MassTransitHostOptions>(options => options.WaitUntilStarted = true);
        var host = builder.Build();
        await host.StartAsync();
        return host;
    }
}
