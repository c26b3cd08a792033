using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;

namespace Pipeline.Aws.Runtime;

/// <summary>One operation of a service: how its request is written and how its answer is read.</summary>
public sealed class Operation<TRequest, TResponse>
    where TRequest : AmazonWebServiceRequest
    where TResponse : AmazonWebServiceResponse
{
    internal Operation(Func<TRequest, IRequest> write, ResponseUnmarshaller read) =>
        Options = new InvokeOptions { RequestMarshaller = new Writer(write), ResponseUnmarshaller = read };

    internal InvokeOptions Options { get; }

    private sealed class Writer(Func<TRequest, IRequest> write) : IMarshaller<IRequest, AmazonWebServiceRequest>
    {
        public IRequest Marshall(AmazonWebServiceRequest input) => write((TRequest)input);
    }
}
