package dev.keycard.spring.grpc;

import dev.keycard.grpc.KeycardGrpc;
import dev.keycard.grpc.KeycardInterceptor;
import dev.keycard.http.ApiError;
import dev.keycard.http.ErrorCode;
import dev.keycard.permission.Permissions;
import dev.keycard.spring.AllowAny;
import dev.keycard.spring.IsAdminUser;
import dev.keycard.spring.Permit;
import io.grpc.BindableService;
import io.grpc.ServerServiceDefinition;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.stereotype.Service;

/** A service of gRPC with rules in each way. */
@SpringBootApplication
@EnableMethodSecurity
public class GrpcApplication {

    @Bean
    Customizer<KeycardInterceptor.Builder> byName() {
        return keycard -> keycard.permission("notes.Notes/Named", Permissions.IS_ADMIN_USER);
    }

    /** Work of the application behind its services. */
    @Component
    static class Reports {

        @PreAuthorize("hasAuthority('STAFF')")
        public String all() {
            return "all";
        }
    }

    interface StaffReports {

        @Permit(IsAdminUser.class)
        void report(String text, StreamObserver<String> answer);
    }

    /** Knows nothing of the rule. */
    abstract static class Reporting {

        public void report(String text, StreamObserver<String> answer) {
            answer(answer, "report");
        }

        static void answer(StreamObserver<String> answer, String text) {
            answer.onNext(text);
            answer.onCompleted();
        }
    }

    /** What would be generated, by hand. */
    @Service
    static class Notes extends Reporting implements BindableService, StaffReports {

        private final Reports reports;

        Notes(Reports reports) {
            this.reports = reports;
        }

        @Override
        public ServerServiceDefinition bindService() {
            return ServerServiceDefinition.builder("notes.Notes")
                    .addMethod(Texts.method("Who"), ServerCalls.asyncUnaryCall(this::who))
                    .addMethod(Texts.method("Open"), ServerCalls.asyncUnaryCall(this::open))
                    .addMethod(Texts.method("Report"), ServerCalls.asyncUnaryCall(this::report))
                    .addMethod(Texts.method("Named"), ServerCalls.asyncUnaryCall(this::who))
                    .addMethod(Texts.method("Refuse"), ServerCalls.asyncUnaryCall(this::refuse))
                    .addMethod(Texts.method("Secured"), ServerCalls.asyncUnaryCall(this::secured))
                    .build();
        }

        void who(String text, StreamObserver<String> answer) {
            String spring = SecurityContextHolder.getContext().getAuthentication() == null
                    ? "nobody"
                    : SecurityContextHolder.getContext().getAuthentication().getName();
            answer(answer, KeycardGrpc.signedIn().orElseThrow().subject().id() + " " + spring);
        }

        @Permit(AllowAny.class)
        public void open(String text, StreamObserver<String> answer) {
            answer(answer, "open");
        }

        void refuse(String text, StreamObserver<String> answer) {
            throw new ApiError(ErrorCode.NOT_FOUND);
        }

        void secured(String text, StreamObserver<String> answer) {
            answer(answer, reports.all());
        }
    }
}
