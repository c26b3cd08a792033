using Amazon.Runtime;
using Amazon.Runtime.Credentials.Internal;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Auth;
using Pipeline.Aws.Runtime.Operations;

namespace Pipeline.Aws.Runtime.Clients;

/// <summary>
/// A client on the runtime pipeline of AWSSDK.Core, with its credential chain, Signature Version 4, retries, timeouts and telemetry.
/// Derived classes add the operations.
/// </summary>
public abstract class ServiceClient(ServiceIdentity service, AWSCredentials? credentials, ServiceConfig config)
    : AmazonServiceClient(credentials, config)
{
    static ServiceClient() => WebIdentity.Register();

    protected override IServiceMetadata ServiceMetadata => service;

    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline)
    {
        pipeline.RemoveHandler<EndpointResolver>();
        pipeline.AddHandlerAfter<Marshaller>(new EndpointStep());
        pipeline.AddHandlerAfter<Marshaller>(new SigningStep());
        pipeline.AddHandlerAfter<RetryHandler>(new RetryAfterStep());
    }

    /// <exception cref="AmazonServiceException">The service rejected the request, or all attempts of the retry mode failed.</exception>
    protected Task<TResponse> CallAsync<TRequest, TResponse>(
        TRequest request, Operation<TRequest, TResponse> operation, CancellationToken cancellationToken)
        where TRequest : AmazonWebServiceRequest
        where TResponse : AmazonWebServiceResponse, new() =>
        InvokeAsync<TResponse>(request, operation.Options, cancellationToken);

    private sealed class EndpointStep : BaseEndpointResolver
    {
        protected override EndpointParameters MapEndpointsParameters(IRequestContext requestContext) =>
            EndpointRequest.Create(requestContext.ClientConfig, requestContext.Request.AlternateEndpoint);
    }

    private sealed class SigningStep : BaseAuthResolverHandler
    {
        protected override List<IAuthSchemeOption> ResolveAuthOptions(IExecutionContext executionContext) => AuthSchemeOption.DEFAULT_SIGV4;
    }
}
