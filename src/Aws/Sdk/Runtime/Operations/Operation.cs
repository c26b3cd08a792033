using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;

namespace Pipeline.Aws.Runtime.Operations;

/// <summary>One operation of a service: how to write its request and read its response.</summary>
public sealed class Operation<TRequest, TResponse>
    where TRequest : AmazonWebServiceRequest
    where TResponse : AmazonWebServiceResponse
{
    internal Operation(Func<TRequest, IRequest> write, ResponseUnmarshaller read) =>
        Options = new InvokeOptions { RequestMarshaller = new RequestMarshaller(write), ResponseUnmarshaller = read };

    internal InvokeOptions Options { get; }

    private sealed class RequestMarshaller(Func<TRequest, IRequest> write) : IMarshaller<IRequest, AmazonWebServiceRequest>
    {
        public IRequest Marshall(AmazonWebServiceRequest input) => write((TRequest)input);
    }
}
