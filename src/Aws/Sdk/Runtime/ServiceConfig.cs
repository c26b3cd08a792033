using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;
using Amazon.Util.Internal;

namespace Pipeline.Aws.Runtime;

/// <summary>
/// Settings of a client: region, endpoint, retries and timeouts as every AWS SDK reads them from the environment and the shared
/// configuration files (<see href="https://docs.aws.amazon.com/sdkref/latest/guide/settings-reference.html"/>).
/// </summary>
public abstract class ServiceConfig : ClientConfig
{
    private readonly ServiceIdentity service;

    protected ServiceConfig(ServiceIdentity service)
        : base(new DefaultConfigurationProvider(ConfigurationModes.All))
    {
        this.service = service;
        ServiceId = service.ServiceId;
        AuthenticationServiceName = service.SigningName;
        EndpointProvider = new ServiceEndpoints(service);
        UserAgent = InternalSDKUtils.BuildUserAgentString(service.ServiceId.Replace(' ', '_'), "4.0.0.0");
    }

    public override string RegionEndpointServiceName => service.EndpointPrefix;

    public override string ServiceVersion => service.ApiVersion;

    public override string UserAgent { get; }

    /// <summary>The endpoint that a request will go to.</summary>
    public override Endpoint DetermineServiceOperationEndpoint(ServiceOperationEndpointParameters parameters) =>
        EndpointProvider.ResolveEndpoint(EndpointQuestion.Of(this, parameters.AlternateEndpoint));
}
