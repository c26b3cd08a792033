using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.ServiceDiscovery;
using Pipeline.ServiceDiscovery.Watching;

namespace Pipeline.ServiceDiscovery;

/// <summary>The endpoints of one service. Endpoints that were configured for its name take its place.</summary>
internal sealed class InstanceProvider(ServiceWatch watch) : IServiceEndpointProvider
{
    public async ValueTask PopulateAsync(IServiceEndpointBuilder endpoints, CancellationToken cancellationToken)
    {
        if (endpoints.Endpoints.Count > 0) return;
        var (reading, changes) = await watch.ReadAsync(cancellationToken);
        endpoints.AddChangeToken(changes);
        foreach (var instance in reading.Instances)
        {
            var features = new FeatureCollection();
            features.Set(instance);
            endpoints.Endpoints.Add(ServiceEndpoint.Create(instance.EndPoint, features));
        }
    }

    public ValueTask DisposeAsync() => watch.DisposeAsync();

    public override string ToString() => "Pipeline";
}
