using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;
using Amazon.Util.Internal;
using Pipeline.Aws.Runtime.Operations;

namespace Pipeline.Aws.Runtime.Clients;

/// <summary>
/// Settings of a client. Region, endpoint, retries and timeouts come from the environment and the shared configuration files, as in every
/// AWS SDK (<see href="https://docs.aws.amazon.com/sdkref/latest/guide/settings-reference.html"/>).
/// </summary>
public abstract class ServiceConfig : ClientConfig
{
    private readonly ServiceIdentity service;

    protected ServiceConfig(ServiceIdentity service)
        : base(new DefaultConfigurationProvider(DefaultConfigurations.All))
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

    /// <summary>The endpoint of a request.</summary>
    public override Endpoint DetermineServiceOperationEndpoint(ServiceOperationEndpointParameters parameters) =>
        EndpointProvider.ResolveEndpoint(EndpointRequest.Create(this, parameters.AlternateEndpoint));
}
